# Starts MaskDesk from this folder on Windows, after installing what it needs: packaging/run does the work.
# UNTESTED: nobody has run this file, nor MaskDesk itself, on Windows yet.

$ErrorActionPreference = "Stop"
$script = Join-Path $PSScriptRoot "run"

$python = $null
foreach ($candidate in @("py", "python", "python3")) {
    if (-not (Get-Command $candidate -ErrorAction SilentlyContinue)) { continue }
    # Windows puts a "python" in the path that only opens the shop: ask it for its version.
    & $candidate -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>$null
    if ($LASTEXITCODE -eq 0) { $python = $candidate; break }
}
if (-not $python) {
    [Console]::Error.WriteLine("MaskDesk needs Python 3.11 or newer: install it, then run this again.")
    exit 2
}

& $python $script @args
exit $LASTEXITCODE
