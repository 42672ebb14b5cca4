using System.Globalization;
using System.Text;

namespace Monitor.Core.Archive.Language;

/// <summary>Folds a word for matching: case, combining marks, ё/е, і/и, ў/у, ґ/г, apostrophes; Latin look-alikes inside a Cyrillic word are repaired first.</summary>
public static class TextFolding
{
    private const string LatinLookalikes = "aeopcyxiTMKHBAEOPCXIĸ", CyrillicTwins = "аеорсухіТМКНВАЕОРСХІк";

    public static string Fold(string word)
    {
        var repaired = Repair(word.Normalize(NormalizationForm.FormC));
        var folded = new StringBuilder(repaired.Length);
        foreach (var c in repaired)
        {
            var lower = char.ToLowerInvariant(c);
            if (lower is '\'' or '’' or 'ʼ' or '‘' or '`' or '´' || CharUnicodeInfo.GetUnicodeCategory(lower) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(lower switch { 'ё' => 'е', 'і' or 'ї' => 'и', 'ў' => 'у', 'ґ' => 'г', 'є' => 'е', _ => BareLatin(lower) });
        }

        return folded.ToString();
    }

    /// <summary>Latin look-alikes inside a Cyrillic word made Cyrillic.</summary>
    internal static string Repair(string word)
    {
        if (!word.Any(IsCyrillic) || !word.Any(c => LatinLookalikes.Contains(c, StringComparison.Ordinal))) return word;
        return string.Concat(word.Select(c => LatinLookalikes.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? CyrillicTwins[at] : c));
    }

    private static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u04FF';

    /// <summary>A Latin letter without its marks: ś is s. Cyrillic й keeps its breve: it is a letter of its own.</summary>
    private static char BareLatin(char c)
    {
        if (c is < '\u00C0' or > '\u024F') return c;
        return c switch { 'ł' => 'l', 'đ' => 'd', 'ø' => 'o', _ => c.ToString().Normalize(NormalizationForm.FormD)[0] };
    }
}
