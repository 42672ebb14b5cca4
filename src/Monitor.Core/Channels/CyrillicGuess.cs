using System.Text;

namespace Monitor.Core.Channels;

/// <summary>Knows Russian and Belarusian in an undeclared one-byte charset by how often their letters are. Detectors that go by pairs of small letters take a text in capitals for Greek or Hebrew,
/// or one in windows-1251 for small letters in KOI8. Pure.</summary>
internal static class CyrillicGuess
{
    /// <summary>Letters from the most frequent to the rarest, of both languages together.</summary>
    private const string ByFrequency = "оаеинтсрлвкмдпуыязбгчьйхжшюцэщфёіў";

    private const int LeastLetters = 12;

    /// <summary>In the right charset the mean rank is about 8 of 34, in a wrong one 14 and more.</summary>
    private const double MostMeanRank = 11;

    /// <summary>By how much another charset must be better where a detector found one with Cyrillic letters too.</summary>
    private const double LeastBetter = 2;

    private static readonly string[] Charsets = ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"];

    /// <summary>The text in a charset that makes it look more like Russian or Belarusian than the one that a detector found; null where none does.</summary>
    public static string? Better(string detected, byte[] bytes)
    {
        var most = IsCyrillic(detected) ? Math.Min(MostMeanRank, MeanRank(detected) - LeastBetter) : MostMeanRank;
        return Decode(bytes, most);
    }

    private static string? Decode(byte[] bytes, double most) => Charsets.Select(name => Encoding.GetEncoding(name).GetString(bytes)).Select(text => (Text: text, Rank: MeanRank(text))).Where(guess => guess.Rank <= most)
        .OrderBy(guess => guess.Rank).Select(guess => guess.Text).FirstOrDefault();

    /// <summary>True where most letters beyond ASCII are Cyrillic.</summary>
    private static bool IsCyrillic(string text)
    {
        var letters = text.Where(c => c >= 0x80 && char.IsLetter(c)).ToList();
        return letters.Count(c => c is >= 'Ѐ' and <= 'ӿ') * 2 > letters.Count;
    }

    /// <summary>Mean place of the letters in the order of frequency, from 0; what is no such letter counts as the rarest.</summary>
    private static double MeanRank(string text)
    {
        var (sum, count) = (0L, 0);
        foreach (var c in text)
        {
            if (c < 0x80) continue;
            var rank = ByFrequency.IndexOf(char.ToLowerInvariant(c));
            sum += rank < 0 ? ByFrequency.Length : rank;
            count++;
        }

        return count < LeastLetters ? double.MaxValue : (double)sum / count;
    }
}
