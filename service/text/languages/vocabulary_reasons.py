"""How each language gives a reason or joins a further deed: patterns of whole words."""

from __future__ import annotations

# What says a reason in a translation, and what may have said it in the source, by cause, time or manner.
REASON = {
    "en": r"because|due to|owing to|thanks to|caused by|as a result of",
    "fr": r"à cause d\w*|en raison d\w*|suite aux?|suite à|faute d\w*|grâce aux?|grâce à|du fait d\w*|par manque d\w*",
    "uk": r"через(?! \d)(?! (?:кілька|дв[аі]|три|чотири|п['’]ять|десять|рік|тиждень|місяць|день|годину|пів))"
    r"|внаслідок|унаслідок|завдяки|з огляду на",
}
MAY_BE_REASON = {
    "en": r"because|due|owing|after|following|over|as|since|for|with|from|through|via|across|by|amid|thanks|caus\w*"
    r"|lead\w*|led|le(?:ft|ave|aves)|result\w*|reason|why|so|given|despite|to|\w+ing",
    "fr": r"car|parce|cause|raison|suite|après|faute|grâce|fait|par|avec|puisque|comme|depuis|pour|entraîn\w*"
    r"|provoqu\w*|conséquence|donc|face|devant|sous|travers|dans|via|\w+ant|d|de|du|des",
    "uk": r"через|бо|тому|оскільки|внаслідок|унаслідок|після|завдяки|з|із|зі|від|спричин\w*|призв\w*|адже|за|крізь|по"
    r"|під|на тлі|причин\w*",
}
AND = {"en": "and", "fr": "et", "uk": "і|й|та"}
# A source with one of these may be said with `and`.
JOINED = (
    r"and|but|or|et|mais|ou|і|й|та|а|але|або|чи|well|ainsi|також|with|avec|з|із|зі|plus|while|qui|як(?:ий|а|е|і)|who|that"
    r"|which|що|to|pour|щоб|before|after|після|après|where|when|both|під|\w+ing|\w+ant"
)
