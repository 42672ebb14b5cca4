using Monitor.Core.Archive.Language;

namespace Monitor.Core.People;

/// <summary>A word of a name with all that it is compared by. What costs more is made when it is first asked for.</summary>
internal sealed class NameWord
{
    private static readonly System.Buffers.SearchValues<string> Patronymic = System.Buffers.SearchValues.Create(
        ["ович", "евич", "овна", "евна", "ична", "авич", "авна", "ауна", "еуна", "ovich", "evich", "ovna", "evna", "ichna", "avich", "auna", "avna", "ievich", "owicz", "ewicz"], StringComparison.Ordinal);

    public NameWord(string word, GivenNames given)
    {
        Written = word;
        Folded = TextFolding.Fold(word);
        Sets = given.SetsOf(word);
        Keys = NameKeys.Of(word, least: 1);
        Skeletons = [.. Keys.Select(NameKeys.Skeleton).Where(bones => bones.Length > 1).Distinct(StringComparer.Ordinal)];
        latin = new Lazy<IReadOnlyList<string>>(() => IsCyrillic ? [.. Transliteration.Schemes.Select(scheme => TextFolding.Fold(scheme.Render(NameKeys.Lower(word)))).Distinct(StringComparer.Ordinal)] : [Folded]);
        anyForm = new Lazy<IReadOnlyList<string>>(() => NameKeys.OfAnyForm(word));
    }

    private readonly Lazy<IReadOnlyList<string>> latin, anyForm;

    public string Written { get; }

    public string Folded { get; }

    public IReadOnlySet<int> Sets { get; }

    public IReadOnlyList<string> Keys { get; }

    public IReadOnlyList<string> Skeletons { get; }

    public IReadOnlyList<string> AnyForm => anyForm.Value;

    /// <summary>Its forms in Latin letters without marks, under every scheme.</summary>
    public IReadOnlyList<string> Latin => latin.Value;

    public bool IsCyrillic => PersonName.ScriptOf(Written) == "Cyrl";

    public bool IsInitial => Folded.Length == 1;

    public bool IsGiven => Sets.Count > 0;

    public bool LooksPatronymic => Folded.Length > 6 && Folded.AsSpan(Folded.Length - 6).ContainsAny(Patronymic);
}
