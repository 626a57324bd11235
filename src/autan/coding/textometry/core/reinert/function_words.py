"""French words that bind a sentence together and say nothing of its subject, left out of the forms.

What turns a meaning round or measures it stays a form: pas, plus, moins, sans, non, jamais, aucun, rien, peu, trop, ni.
"""

_MEANINGFUL = "pas plus moins sans non jamais aucun aucune aucuns aucunes rien peu trop ni"
_BINDING = (
    "a à afin ai aie aient ainsi ait alors après as assez au aucunement aujourd'hui auparavant aussi autant autre "
    "autres autrement aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien car ce ceci cela "
    "celle celles celui cependant certain certaine certaines certains ces cet cette ceux chacun chacune chaque chez "
    "ci comme comment d dans de deçà déjà depuis des dès desquelles desquels donc dont du duquel durant elle elles "
    "en encore enfin ensuite entre envers es est et étaient étais était étant été êtes étions être eu eue eues eus "
    "eut eux faire fait faites font furent fut grâce hors il ils j je jusqu jusque l la là laquelle le lequel les "
    "lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me même mêmes mes mien mienne miennes miens "
    "moi mon n ne néanmoins nos notamment notre nôtre nous on ont or ou où outre par parce parfois parmi pendant "
    "plusieurs plutôt pour pourquoi pourtant près presque puis puisqu puisque qu quand quant que quel quelle "
    "quelles quelqu quelque quelques quels qui quoi quoiqu quoique s sa se selon sera serait seront ses si sien "
    "sienne siennes siens sinon soi soient sois soit sommes son sont souvent sous suis sur t ta tandis tant te tel "
    "telle telles tels tes toi ton toujours tous tout toute toutefois toutes très tu un une uns va vers via vis "
    "voici voilà vos votre vôtre vous vu y ça "
)

KEPT = frozenset(_MEANINGFUL.split())
"""Words that lists of function words often hold, and that must stay."""

FUNCTION_WORDS = frozenset(_BINDING.split())
"""Words that are no forms."""
