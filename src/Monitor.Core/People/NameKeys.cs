using System.Globalization;
using System.Text;
using Monitor.Core.Archive.Language;

namespace Monitor.Core.People;

/// <summary>
/// Keys under which the spellings of one name meet: Belarusian, Russian and their Latin forms. A word has one key for each way of reading it.
/// Pure. The alphabet is that of <see cref="NameLetters"/>.
/// </summary>
public static class NameKeys
{
    /// <summary>Readings of one word that are followed.</summary>
    public const int MaxReadings = 24;

    /// <summary>Keys shorter than this meet too many names to say anything.</summary>
    public const int MinLength = 3;

    /// <summary>The keys of a word as it was written, likeliest first, of <paramref name="least"/> sounds at least; none where it holds a letter of another script.</summary>
    public static IReadOnlyList<string> Of(string word, int least = MinLength)
    {
        var keys = new List<string>();
        foreach (var reading in Read(Lower(word)))
            foreach (var key in Variants(Level(reading)))
                if (key.Length >= least && !keys.Contains(key)) keys.Add(key);
        return keys;
    }

    /// <summary>The keys of a word and of its stems, each without the vowels at its end: Тихановской, Ціханоўская and Tsikhanouskaya meet in them.</summary>
    public static IReadOnlyList<string> OfAnyForm(string word)
    {
        // A "word" of a whole post would be read letter by letter for minutes.
        if (word.Length > WordTokens.MaxLength) return [];
        var folded = TextFolding.Fold(word);
        var words = folded.Any(IsCyrillic) ? new[] { word, WordForms.Stem("ru", folded), WordForms.Stem("be", folded) } : [word];
        return [.. words.SelectMany(Of).SelectMany(key => (string[])[key, key.TrimEnd('A', 'U')]).Where(key => key.Length >= MinLength).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The keys of a word in a text that may be a name: one with a capital letter.</summary>
    public static IReadOnlyList<string> OfCapital(string text, WordToken word) => char.IsUpper(text[word.Start]) ? OfAnyForm(text[word.Start..word.End]) : [];

    /// <summary>The consonants of a key, with those that Latin spellings often confuse made one. Two names that share only this are merely alike.</summary>
    public static string Skeleton(string key)
    {
        var bones = new StringBuilder(key.Length);
        foreach (var sound in key)
        {
            var bone = sound switch { 'A' or 'U' => '\0', 'W' => 'S', 'J' => 'Z', 'C' => 'T', _ => sound };
            if (bone != '\0' && (bones.Length == 0 || bones[^1] != bone)) bones.Append(bone);
        }

        return bones.ToString();
    }

    /// <summary>Small letters; Latin look-alikes inside a Cyrillic word repaired; accents that are no letters of an alphabet dropped.</summary>
    internal static string Lower(string word)
    {
        var lower = TextFolding.Repair(word.Normalize(NormalizationForm.FormC)).ToLowerInvariant();
        var kept = new StringBuilder(lower.Length);
        foreach (var c in lower)
        {
            if (c is 'й' or 'ў' or 'ё' or 'ґ' or 'ї' or 'ŭ' or 'š' or 'ž' or 'č' or 'ć' or 'ś' or 'ź' or 'ż') kept.Append(c);
            else if (c == 'ł') kept.Append('l');
            else if (char.IsSurrogate(c)) kept.Append(c);
            // z·h is зг, not ж; t’s is тьс, not ц: what stands between letters keeps them apart.
            else if (c is '\'' or '’' or 'ʼ' or '‘' or '`' or '´') kept.Append('\'');
            else
                foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
                    if (char.IsLetter(part)) kept.Append(part);
        }

        return kept.ToString();
    }

    private static List<string> Read(string word)
    {
        List<string> readings = [""];
        for (var at = 0; at < word.Length;)
        {
            if (NameLetters.At(word, at) is not { } known) return [];
            // Letter by letter, the likelier readings first: when there are too many, the unlikely ones go.
            readings = [.. known.Readings.SelectMany((sound, rank) => readings.Select((before, order) => (Text: before + sound, Order: order + (rank * 3)))).OrderBy(pair => pair.Order).Take(MaxReadings).Select(pair => pair.Text)];
            at += known.Length;
        }

        return readings;
    }

    /// <summary>Doubled sounds once; u after a vowel and u before a consonant at the start are v; -ого as it is said.</summary>
    private static string Level(string reading)
    {
        var key = new StringBuilder(reading.Length);
        for (var at = 0; at < reading.Length; at++)
        {
            var sound = reading[at];
            if (sound == 'U' && (key.Length > 0 ? key[^1] == 'A' : at + 1 < reading.Length && !IsVowel(reading[at + 1]))) sound = 'V';
            if (key.Length == 0 || key[^1] != sound) key.Append(sound);
        }

        var level = key.ToString();
        return level.Length > 4 && level.EndsWith("AHA", StringComparison.Ordinal) ? level[..^3] + "AVA" : level;
    }

    /// <summary>Навумаў is Наумов, Лявонцьеў is Леонтьев, Воўк is Волк, Вольга is Ольга.</summary>
    private static IEnumerable<string> Variants(string key)
    {
        yield return key;
        var bare = key.Replace("AVU", "AV", StringComparison.Ordinal).Replace("AVAN", "AN", StringComparison.Ordinal);
        if (bare != key) yield return bare;
        for (var at = 1; at + 1 < key.Length; at++)
            if (key[at] == 'V' && key[at - 1] == 'A' && !IsVowel(key[at + 1]) && key[at + 1] != 'S') yield return key[..at] + "L" + key[(at + 1)..];
        if (key.Length > 3 && key[0] == 'V' && IsVowel(key[1])) yield return key[1..];
    }

    private static bool IsVowel(char sound) => sound is 'A' or 'U';

    private static bool IsCyrillic(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.LowercaseLetter && c is >= '\u0400' and <= '\u04FF';
}
