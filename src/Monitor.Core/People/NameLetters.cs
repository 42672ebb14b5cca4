namespace Monitor.Core.People;

/// <summary>
/// What a letter or a group of letters of a name may stand for, as a sound that Belarusian, Russian and Latin spellings share:
/// A (а о э е ё я), U (у ю), B V H D J(ж) Z K L M N P R S T(т ц) F X(х) C(ч) W(ш). Letters that soften or glide (й и ы ь, y, i, j) stand for nothing.
/// The first reading is the likeliest.
/// </summary>
internal static class NameLetters
{
    private static readonly Dictionary<string, string[]> Readings = Parse("""
        а A|о A|э A|е A|ё A|є A|я A|у U|ю U|ў V|и |і |ї |ы |й |ь |ъ |' |
        б B|в V|г H|ґ H|д D|дз D|дж DJ|ж J|з Z|к K|л L|м M|н N|п P|р R|с S|т T|ц T|ф F|х X|ч C|ш W|щ WC|
        a A|o A|e A|u U|y |i |j ,J|ou AU,U|oo U,A|
        b B|v V|w V|ŭ V|g H|gu HU,H|h H,X|d D|dz D|dzh DJ|dž DJ|dj DJ,D|ž J|ż J|zh J|z Z,J|ź Z|k K|ck K,TK,CK|q K|
        l L|m M|n N|p P|ph F|r R|rz R,J,RZ|s S,W|š W|sh W|sch W,J,SX|sz W,SZ|ś S|shch WC|šč WC|szcz WC|chtch WC|stch WC|
        t T|ts T|tz T|th T,F|tch C|tsch C|c T,S,C,K|ć T,C|č C|cz C|ch C,X,W|f F|kh X|x KS,X|ks KS
        """);

    private static readonly int Longest = Readings.Keys.Max(letters => letters.Length);

    /// <summary>The longest group of letters at <paramref name="at"/> that is known, with its readings; null for a letter of another script.</summary>
    public static (int Length, string[] Readings)? At(string word, int at)
    {
        for (var length = Math.Min(Longest, word.Length - at); length > 0; length--)
            if (Readings.TryGetValue(word.Substring(at, length), out var readings)) return (length, readings);
        return null;
    }

    private static Dictionary<string, string[]> Parse(string table) => table.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split(' ', 2)).ToDictionary(entry => entry[0], entry => entry.Length == 1 ? [""] : entry[1].Split(','), StringComparer.Ordinal);
}
