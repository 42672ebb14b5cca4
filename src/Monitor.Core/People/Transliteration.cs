using System.Text;

namespace Monitor.Core.People;

/// <summary>
/// Cyrillic names in Latin letters, by the schemes that documents and the press use. Each scheme is a row of exceptions over one common table; e, ё, ю, я have a form
/// at the start of a word, after a vowel, ь or an apostrophe, and one after a consonant.
/// Sources: BGN/PCGN agreements of 1947 (Russian) and 1979 (Belarusian); the Belarusian instructions of 2000, 2007 and 2023; ICAO Doc 9303; ISO 9 and the scientific system.
/// </summary>
public sealed class Transliteration
{
    private const string Common = "а a б b в v г h ґ g д d ж zh з z і i и i й y к k л l м m н n о o п p р r с s т t у u ў u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e";

    /// <summary>All schemes, by name.</summary>
    public static IReadOnlyList<Transliteration> Schemes { get; } =
    [
        new("be-bgn-pcgn", "be", "ў w е ye ё yo ю yu я ya", "е ye ё yo ю yu я ya"),
        new("be-2000", "be", "й j х kh ж zh е je ё jo ю ju я ja ў u", "е ie ё io ю iu я ia"),
        new("be-2007", "be", "ж ž й j х ch ц c ч č ш š ў ŭ е je ё jo ю ju я ja", "е ie ё io ю iu я ia"),
        new("be-lacinka", "be", "ж ž й j х ch ц c ч č ш š ў ŭ е je ё jo ю ju я ja в w", "е ie ё io ю iu я ia"),
        new("be-passport", "be", "й i ў u е e ё io ю iu я ia", "е e ё io ю iu я ia"),
        new("be-passport-start", "be", "й i ў u е ye ё yo ю yu я ya", "е e ё io ю iu я ia"),
        new("be-press", "be", "й i ў u е e ё yo ю yu я ya", "е e ё yo ю yu я ya"),
        new("be-press-w", "be", "й y ў w е e ё yo ю yu я ya", "е ie ё yo ю iu я ia"),
        new("ru-bgn-pcgn", "ru", "г g е ye ё yo ю yu я ya", "е e ё yo ю yu я ya"),
        new("ru-passport", "ru", "г g й i е e ё e ю iu я ia ъ ie", "е e ё e ю iu я ia"),
        new("ru-press", "ru", "г g е e ё e ю yu я ya", "е e ё e ю yu я ya"),
        new("ru-scientific", "ru", "г g ж ž й j х ch ц c ч č ш š щ šč е e ё e ю ju я ja", "е e ё e ю ju я ja"),
        new("ru-iso9", "ru", "г g ж ž й j х h ц c ч č ш š щ šč е e ё e ю ju я ja", "е e ё e ю ju я ja"),
        new("pl", "ru", "в w г g ж ż й j х ch ц c ч cz ш sz щ szcz е je ё jo ю ju я ja", "е ie ё io ю iu я ia"),
        new("pl-be", "be", "в w ж ż й j х ch ц c ч cz ш sz ў u е je ё jo ю ju я ja", "е ie ё io ю iu я ia"),
        new("fr", "ru", "г g ж j х kh ч tch ш ch щ chtch у ou е e ё io ю iou я ia й i", "е e ё io ю iou я ia"),
        new("fr-be", "be", "ж j х kh ч tch ш ch у ou ў u е e ё io ю iou я ia й i", "е e ё io ю iou я ia"),
        new("de", "ru", "в w г g ж sch з s х ch ц z ч tsch ш sch щ schtsch е je ё jo ю ju я ja й j", "е e ё jo ю ju я ja"),
    ];

    private readonly Dictionary<char, string> letters = [], afterConsonant = [];

    private Transliteration(string name, string language, string exceptions, string afterConsonant)
    {
        (Name, Language) = (name, language);
        Read(Common, letters);
        Read(exceptions, letters);
        Read(afterConsonant, this.afterConsonant);
    }

    /// <summary>Such as be-2007.</summary>
    public string Name { get; }

    /// <summary>be or ru: the language whose spelling it renders.</summary>
    public string Language { get; }

    /// <summary>A name in small Latin letters; what is no Cyrillic letter stays.</summary>
    public string Render(string name)
    {
        var rendered = new StringBuilder(name.Length * 2);
        var before = ' ';
        foreach (var c in name.ToLowerInvariant())
        {
            var soft = "бвгґджзклмнпрстфхцчшщ".Contains(before, StringComparison.Ordinal);
            rendered.Append(soft && afterConsonant.TryGetValue(c, out var softened) ? softened : letters.TryGetValue(c, out var plain) ? plain : c.ToString());
            before = c;
        }

        return rendered.ToString();
    }

    private static void Read(string table, Dictionary<char, string> into)
    {
        var parts = table.Split(' ');
        for (var at = 0; at + 1 < parts.Length; at += 2) into[parts[at][0]] = parts[at + 1] == "-" ? "" : parts[at + 1];
    }
}
