"""A synthesiser that stays while there are words to say: loading it takes longer than speaking."""

import json
import subprocess
from queue import Empty, Queue
from threading import Thread

from soleus_timer.audio.neural_voice_program import SAID


class SpeechWorker:
    """Hands jobs to a process, a line of JSON each, and waits for the line that answers."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        """`process` has pipes for its input and its output, and is ended by its owner."""
        self.process = process
        self._answers: Queue[str | None] = Queue()
        Thread(target=self._listen, name="speech worker", daemon=True).start()

    def say(self, words: str, wave: str, seconds: float) -> bool:
        """Have the text in the file `words` written to `wave`; return whether it was.

        Raises:
            subprocess.TimeoutExpired: no answer came in time.
        """
        assert self.process.stdin is not None
        # Names that are no UTF-8 come through as well: JSON escapes what it cannot write.
        line = json.dumps({"words": words, "wave": wave})
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            answer = self._answers.get(timeout=seconds)
        except OSError:  # it has ended
            return False
        except Empty:
            raise subprocess.TimeoutExpired(self.process.args, seconds) from None
        return answer == SAID

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._answers.put(line.decode("ascii", "replace").strip())
        self._answers.put(None)
