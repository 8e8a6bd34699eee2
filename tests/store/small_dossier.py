"""The bytes the small dossiers of these tests begin with."""

DOSSIER_JSON = b'{"head":{"reference":"SAMPLE-0001"},"goods":[]}'
