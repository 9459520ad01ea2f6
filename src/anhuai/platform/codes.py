"""QR codes as pictures that a page shows without another request."""

import base64
from io import BytesIO


def drawn_code(text: str) -> str:
    """Return the QR code of a text as the address of an image."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    out = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, box_size=14).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
