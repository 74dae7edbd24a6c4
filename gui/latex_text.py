r"""LaTeX's mathematics as one line of plain text, for screen readers and before a picture is there.

It knows the few commands that our formulas use, and is no parser of LaTeX.
"""

import re
from functools import lru_cache

SYMBOLS = {
    "alpha": "α", "beta": "β", "eta": "η", "nu": "ν", "sigma": "σ", "lambda": "λ",
    "varepsilon": "ε", "ell": "ℓ", "partial": "∂", "cdot": "·", "circ": "∘",
    "leftarrow": "←", "approx": "≈", "top": "ᵀ", "le": "≤", "ge": "≥", "lVert": "‖",
    "rVert": "‖", "tanh": "tanh", "log": "log ", "max": "max", "ldots": "…", "quad": "   ",
    "qquad": "   ", "times": "×",
}  # fmt: skip
SILENT = {"left", "right", "big", "Big", "displaystyle", "mathbf", "mathrm", "text"}
SIGNS = {",": " ", ";": " ", "!": "", "\\": "; ", "{": "{", "}": "}", " ": " "}
HAT = "\u0302"
RAISED = str.maketrans("0123456789+−-tT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ᵗᵀ")
LOWERED = str.maketrans("0123456789+-ij", "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼ")
RELATION = re.compile(r"([=←≈≤≥<>])")
CHAIN_GOES_ON = re.compile(r" *; *(?=[=≈≤≥<>])")
"""A new line that begins with a relation ends nothing."""
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)


def raised(text: str) -> str:
    """Digits, signs and t as superscripts."""
    return text.translate(RAISED)


def lowered(text: str) -> str:
    """Digits, signs, i and j as subscripts."""
    return text.translate(LOWERED)


@lru_cache(maxsize=256)
def plain_text(latex: str) -> str:
    r"""One line that can be read aloud: `\frac{1}{n}` becomes "1/n", `g^2` becomes "g²"."""
    text = _joined(_Tokens(TOKEN.findall(latex)), until="")
    text = RELATION.sub(r" \1 ", CHAIN_GOES_ON.sub("", text))
    return re.sub(r" +", " ", text).replace("( ", "(").replace("∂ ", "∂").replace(" ;", ";").strip()


class _Tokens:
    """A list that is read from the front."""

    def __init__(self, tokens: list[str]) -> None:
        self._left = list(reversed(tokens))

    def next(self) -> str:
        return self._left.pop() if self._left else ""

    def skip_scripts(self) -> None:
        """Leave out the limits of a sum."""
        while self._left and self._left[-1] in "^_":
            self.next()
            self.group()

    def group(self) -> str:
        """The next token or the braces' content, as plain text."""
        token = self.next()
        while token == " ":
            token = self.next()
        return _joined(self, until="}") if token == "{" else _one(token, self)


def _joined(tokens: _Tokens, until: str) -> str:
    parts = []
    while (token := tokens.next()) != until and token:
        parts.append(_one(token, tokens))
    return "".join(parts)


def _one(token: str, tokens: _Tokens) -> str:
    if token == "{":
        return _joined(tokens, until="}")
    if token in "^_":
        return _script(token, tokens.group())
    if token == "&":
        return " "
    if token == "-":
        return "−"
    return _command(token[1:], tokens) if token.startswith("\\") else token


def _command(name: str, tokens: _Tokens) -> str:
    if name == "frac":
        return f"{_bracketed(tokens.group())}/{_bracketed(tokens.group())}"
    if name == "sqrt":
        return f"√({tokens.group()})"
    if name == "hat":
        return tokens.group() + HAT
    if name in ("begin", "end"):
        tokens.group()
        return ""
    if name in SILENT:
        return ""
    if name == "sum":
        tokens.skip_scripts()
        return "Σ "
    return SIGNS[name] if name in SIGNS else SYMBOLS[name]


def _bracketed(text: str) -> str:
    text = text.strip().replace("∂ ", "∂")
    return f"({text})" if re.search(r"[ +−/·]", text) else text


def _script(mark: str, text: str) -> str:
    small = raised(text) if mark == "^" else lowered(text)
    changed = all(old != new for old, new in zip(text, small, strict=True)) or text in "ᵀ"
    if changed:
        return small
    return f"{mark}({text})" if len(text) > 1 else f"{mark}{text}"
