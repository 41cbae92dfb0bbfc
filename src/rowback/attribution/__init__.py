"""The attribution stage: tagged spans and quotation marks become attributions.

Linking source, cue and content is this project's own ground; the terms are those of PARC 3 and PolNeAR.
"""

from rowback.attribution.stage import find_attributions

__all__ = ["find_attributions"]
