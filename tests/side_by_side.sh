#!/bin/sh
# All tests, in two rows side by side: the sound's and those in real windows mostly wait for a clock,
# and leave most of a core to the others. `make test` calls it with the Python to use.
#
#   sh tests/side_by_side.sh .venv/bin/python
set -u
python=$1
told=$(mktemp)
trap 'rm -f "$told"' EXIT

waiting() {
    QT_QPA_PLATFORM=offscreen "$python" -m pytest -p no:cacheprovider --no-xvfb -m "not x11" tests/audio &&
        # Linux has Xvfb here, or `make dev` would have stopped. Other systems have no X11.
        if [ "$(uname -s)" = Linux ]; then
            QT_QPA_PLATFORM=xcb "$python" -m pytest -p no:cacheprovider -m x11
        fi
}

waiting >"$told" 2>&1 &
beside=$!
echo "== tests, offscreen"
QT_QPA_PLATFORM=offscreen "$python" -m pytest --no-xvfb -m "not x11" --ignore=tests/audio --ignore=tests/benchmarks
here=$?
wait "$beside"
there=$?
echo "== tests of the sound, and in real windows under Xvfb"
cat "$told"
[ "$here" = 0 ] && [ "$there" = 0 ]
