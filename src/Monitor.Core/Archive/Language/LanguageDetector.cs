using System.Collections.Frozen;

namespace Monitor.Core.Archive.Language;

/// <summary>Tells Belarusian, Russian and English from each other and from their neighbours by the text itself: by letters and pairs of letters that only some of them have, and by their commonest words. One pass, without allocation.</summary>
public static class LanguageDetector
{
    private const int LongestWord = 8;

    private enum Tongue { Be, Ru, Uk, South, En, Weak }

    private static readonly FrozenDictionary<string, Tongue>.AlternateLookup<ReadOnlySpan<char>> Words = new Dictionary<Tongue, string>
    {
        [Tongue.Be] = "што як але гэта гэты гэтага ад яго яе яна яны каб калі ці таксама яшчэ пасля свае свой якія якая дзе вельмі трэба будзе мае пра праз супраць",
        [Tongue.Ru] = "что как это эти их все всех его ее её он она они чтобы если также об еще ещё уже после который которые где при из в к с со был были будет есть нет только против",
        [Tongue.Uk] = "та що це від його її він вона вони щоб якщо також є ще вже після який й чи про та із має бути було",
        [Tongue.South] = "се да си че със във това като всеки всички срещу чрез тази този заради имат са ја ги който които е је су од во ќе кој сите који свако сваки му го",
        [Tongue.En] = "the of and that this for with was are from have has had not they were will their which been who more after",
        [Tongue.Weak] = "a to in is on as by at be it he she we you an or",
    }.SelectMany(list => list.Value.Split(' ').Distinct().Select(word => (word, list.Key))).ToFrozenDictionary(pair => pair.word, pair => pair.Key).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>be, ru or en; null where the text is too short or of another kind to tell.</summary>
    public static string? Detect(string text)
    {
        Span<int> score = stackalloc int[6];
        Span<char> word = stackalloc char[LongestWord];
        int cyrillic = 0, latin = 0, foreign = 0, words = 0, length = 0;
        var before = '\0';
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? char.ToLowerInvariant(text[at]) : ' ';
            if (!char.IsLetter(c))
            {
                if (length == 0 || c is '\'' or '’' or 'ʼ' or '\u0301') continue;
                words++;
                if (length is > 3 and <= LongestWord && word[length - 2] == 'т' && before is 'а' or 'е') score[(int)Tongue.South] += 2;
                if (length <= LongestWord && Words.TryGetValue(word[..length], out var of)) score[(int)of] += 3;
                (length, before) = (0, '\0');
                continue;
            }

            if (c == 'i' && (IsCyrillic(before) || (cyrillic > latin && at + 1 < text.Length && (IsCyrillic(text[at + 1]) || (length == 0 && !char.IsLetter(text[at + 1])))))) c = 'і';
            if (length < LongestWord) word[length] = c;
            length++;
            if (IsCyrillic(c)) cyrillic++;
            else if (char.IsAsciiLetter(c)) latin++;
            else foreign++;
            if (IsCyrillic(c)) Weigh(score, before, c);
            else if ((before, c) is ('t' or 's' or 'w' or 'g', 'h') or ('o', 'u' or 'o') or ('e', 'e' or 'a') or ('c', 'k')) score[(int)Tongue.En]++;
            before = c;
        }

        return cyrillic + latin < 2 ? null : cyrillic >= latin + foreign ? Cyrillic(score, cyrillic) : 12 * foreign <= words && 2 * (2 * score[(int)Tongue.En] + score[(int)Tongue.Weak]) >= words ? "en" : null;
    }

    private static string? Cyrillic(ReadOnlySpan<int> score, int letters)
    {
        var (be, ru, others) = (score[0], score[1], Math.Max(score[2], score[3] + (letters / 12)));
        return be > ru && be > others ? "be" : ru > be && ru > others ? "ru" : null;
    }

    private static void Weigh(Span<int> score, char before, char c)
    {
        var (be, ru, uk, south) = c switch
        {
            'ў' => (5, -2, -3, -3),
            'і' => (2, -2, 2, -3),
            'и' => (-4, 2, 1, 1),
            'щ' => (-5, 2, 2, 1),
            'ъ' => (-5, -1, -5, 4),
            'ы' or 'э' or 'ё' => (2, 2, -4, -4),
            'ь' => (0, 1, 0, -4),
            'ю' => (0, 0, 0, -2),
            'ї' or 'є' => (-3, -3, 5, -3),
            'ј' or 'љ' or 'њ' or 'ћ' or 'ђ' or 'џ' or 'ѓ' or 'ќ' or 'ѕ' => (-5, -5, -5, 6),
            _ => default,
        };
        if ((be | ru | uk | south) != 0) (score[0], score[1], score[2], score[3]) = (score[0] + be, score[1] + ru, score[2] + uk, score[3] + south);
        switch (before, c)
        {
            case ('ц', 'ь' or 'ц' or 'я' or 'ю' or 'ё') or ('ш', 'ч') or ('ч' or 'ж' or 'ш', 'ы' or 'э') or ('д' or 'т' or 'р' or 'г', 'э') or ('д', 'з'):
                score[0] += 2;
                break;
            case ('т' or 'д' or 'р' or 'ч' or 'ж' or 'ш', 'е' or 'ё' or 'ь') or ('т' or 'д' or 'р', 'я' or 'ю'):
                score[0] -= 3;
                break;
            // объявили, съезд: in Russian it stands before these vowels only, in Bulgarian before consonants.
            case ('ъ', 'е' or 'ё' or 'ю' or 'я'):
                score[1] += 3;
                score[3] -= 4;
                break;
            case ('о' or 'ы' or 'и', 'й') or ('с', 'я') or ('г', 'о'):
                score[1]++;
                break;
        }
    }

    private static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u04FF';
}
