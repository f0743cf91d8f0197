"""What the processes of `tests.support.warm` need, loaded once and as late as their first use."""

import importlib
import os

os.environ["HF_HUB_OFFLINE"] = "1"  # as in the service's own; libraries read it when they are first imported

for _name in (
    "ctranslate2.converters",
    "sentencepiece",
    "torch",
    "transformers.models.auto.modeling_auto",
    "transformers.models.marian.modeling_marian",
    "transformers.models.marian.tokenization_marian",
    "transformers.models.bart.modeling_bart",
    "transformers.models.llama.modeling_llama",
    "service.engines.conversion",
    "service.engines.registry",
    "service.engines.shortlist_probe",
    "service.models.convert",
    "service.models.shortlist",
    "service.models.smoke",
):
    importlib.import_module(_name)
