"""The few glyphs that a style sheet draws (arrows, ticks), as files in the colours of a theme."""

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from gui.theme import Theme

GLYPHS = {
    "down": ("secondary", '<path d="M4 6.2 L8 10.2 L12 6.2" {stroke}/>'),
    "down_off": ("disabled", '<path d="M4 6.2 L8 10.2 L12 6.2" {stroke}/>'),
    "up": ("secondary", '<path d="M4 9.8 L8 5.8 L12 9.8" {stroke}/>'),
    "right": ("secondary", '<path d="M6.2 4 L10.2 8 L6.2 12" {stroke}/>'),
    "tick": ("on_accent", '<path d="M3.6 8.4 L6.8 11.4 L12.4 5" {stroke}/>'),
    "tick_text": ("text", '<path d="M3.6 8.4 L6.8 11.4 L12.4 5" {stroke}/>'),
    "tick_off": ("disabled", '<path d="M3.6 8.4 L6.8 11.4 L12.4 5" {stroke}/>'),
    "dash": ("on_accent", '<path d="M4 8 L12 8" {stroke}/>'),
    "dot": ("on_accent", '<circle cx="8" cy="8" r="3" fill="{colour}"/>'),
}
"""Name to (role of its colour, SVG on a square of 16): rounded strokes of one weight."""

STROKE = (
    'fill="none" stroke="{colour}" stroke-width="1.6" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


class _Folder(QObject):
    """A folder that lasts as long as its application: style sheets load their pictures late."""

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        self._folder = QTemporaryDir()
        self.path = Path(self._folder.path())


def glyph_folder(app: QObject) -> Path:
    """Where the glyphs of an application stand; the same each time."""
    found = app.findChild(_Folder)
    return (found if isinstance(found, _Folder) else _Folder(app)).path


def glyphs(theme: Theme, folder: Path) -> dict[str, str]:
    """Write the glyphs of a theme into `folder`; name to path, with forward slashes."""
    place = folder / theme.name
    place.mkdir(exist_ok=True)
    paths = {}
    for name, (role, shape) in GLYPHS.items():
        colour = getattr(theme, role)
        drawn = shape.format(stroke=STROKE.format(colour=colour), colour=colour)
        file = place / f"{name}.svg"
        file.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" '
            f'viewBox="0 0 16 16">{drawn}</svg>',
            encoding="utf-8",
        )
        paths[name] = file.as_posix()
    return paths
