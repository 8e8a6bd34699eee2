"""Words of MaskDesk's own that stand in a place of another sentence."""


class Phrase:
    """Message ids that are put into the clerk's language with the sentence they stand in.

    Several are listed. The places are those of the messages themselves.
    """

    def __init__(self, *messages: str, **places: object) -> None:
        self.messages = messages
        self.places = places

    def __str__(self) -> str:
        filled = (one.format(**self.places) if self.places else one for one in self.messages)
        return ", ".join(filled)
