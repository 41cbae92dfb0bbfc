"""The language stage: one small encoder tags sources, cues, contents and names in a text."""

from rowback.language.tagger import ModelInfo, Tagger, model_info

__all__ = ["ModelInfo", "Tagger", "model_info"]
