using System.Text;

namespace Monitor.Core.Channels;

/// <summary>Knows Russian and Belarusian in an undeclared one-byte charset by how often their letters are. Detectors that go by pairs of small letters take a text in capitals for Greek or Hebrew. Pure.</summary>
internal static class CyrillicGuess
{
    /// <summary>Letters from the most frequent to the rarest, of both languages together.</summary>
    private const string ByFrequency = "оаеинтсрлвкмдпуыязбгчьйхжшюцэщфёіў";

    private const int LeastLetters = 12;

    /// <summary>In the right charset the mean rank is about 8 of 34, in a wrong one 14 and more.</summary>
    private const double MostMeanRank = 11;

    private static readonly string[] Charsets = ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"];

    /// <summary>The text; null where no charset makes it look Russian or Belarusian.</summary>
    public static string? Decode(byte[] bytes) => Charsets.Select(name => Encoding.GetEncoding(name).GetString(bytes)).Select(text => (Text: text, Rank: MeanRank(text))).Where(guess => guess.Rank <= MostMeanRank)
        .OrderBy(guess => guess.Rank).Select(guess => guess.Text).FirstOrDefault();

    /// <summary>True where most letters beyond ASCII are Cyrillic.</summary>
    public static bool IsCyrillic(string text)
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
