"""A program of the accessibility bus, as a screen reader or a voice control is one.

Runs in the system's own Python, which has the library of the bus; speaks JSON, a line each way.
`look` answers with all that is shown of a role, each with its place in that answer; a deed names
such a place.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pyatspi

# So long a window that asks something may leave the deed that opened it unanswered.
_MILLISECONDS = 2_000
_STATES = {
    "checked": pyatspi.STATE_CHECKED,
    "enabled": pyatspi.STATE_ENABLED,
    "focusable": pyatspi.STATE_FOCUSABLE,
    "focused": pyatspi.STATE_FOCUSED,
    "selected": pyatspi.STATE_SELECTED,
}


def shown(thing: Any, wanted: str, *, in_menu: bool = False) -> Iterator[Any]:
    """What is shown of a role in a thing; a menu is told whole, a closed list not at all."""
    role = thing.getRoleName()
    if role == wanted:
        yield thing
    if role == "menu bar" and wanted != "menu item":
        return
    in_menu = in_menu or role == "menu bar"
    for at in range(thing.childCount):
        child = thing.getChildAtIndex(at)
        if child is None or (role == "combo box" and child.getRoleName() == "list"):
            continue
        if in_menu or child.getState().contains(pyatspi.STATE_SHOWING):
            yield from shown(child, wanted, in_menu=in_menu)


def told(thing: Any) -> dict[str, object]:
    """What the bus says of one thing."""
    state, interfaces = thing.getState(), pyatspi.listInterfaces(thing)
    labels = [
        relation.getTarget(at).name
        for relation in thing.getRelationSet()
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
        for at in range(relation.getNTargets())
    ]
    return {
        "role": thing.getRoleName(),
        "name": thing.name,
        "labels": labels,
        "description": thing.description,
        "text": thing.queryText().getText(0, -1) if "Text" in interfaces else "",
        "states": [name for name, one in _STATES.items() if state.contains(one)],
    }


def act(thing: Any, deed: str, *words: str) -> object:
    """Do to a thing what the bus can do."""
    if deed == "write":
        return thing.queryEditableText().setTextContents(*words)
    if deed == "focus":
        return thing.queryComponent().grabFocus()
    if deed == "select":
        return thing.parent.querySelection().selectChild(thing.getIndexInParent())
    action = thing.queryAction()
    names = [action.getName(at) for at in range(action.nActions)]
    return action.doAction(names.index(deed))


def main() -> None:
    """Answer until nobody asks any more."""
    pyatspi.setTimeout(_MILLISECONDS, _MILLISECONDS)
    seen: list[Any] = []
    for line in sys.stdin:
        deed, place, *words = json.loads(line)
        try:
            if deed == "look":
                desktop = pyatspi.Registry.getDesktop(0)
                for program in desktop:
                    program.clearCache()
                seen = [thing for program in desktop for thing in shown(program, *words)]
                answer: object = [told(thing) for thing in seen]
            else:
                answer = bool(act(seen[place], deed, *words))
        except RuntimeError as lost:  # gone since it was looked at, or a window asks something
            answer = str(lost)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
