namespace Monitor.Core.Archive.Language;

/// <summary>Takes Belarusian inflection off a folded word (і as и, ў as у, ё as е). A verb's ending counts where it is longer than a noun's or an adjective's.
/// What changes at a stem's end is levelled only before the ending that changes it. Assimilative soft signs (сьнег, песьня) and ля, лю (плян, клюб) are levelled too. Pure.</summary>
public static class BelarusianStemmer
{
    private const string Vowels = "аеоуыиэюя";

    /// <summary>Letters that an ending leaves at least.</summary>
    private const int Least = 3;

    private static readonly Endings Nominal = new("""
        а я у ю ы и о е э ай яй ой ей эй аю яю ою ею ам ям ом ем ами ями ах ях ау яу оу еу
        ия ии ию ией ияй ияю иям иями иях ияу ыя ыи ыю ыей ыяй ыяю ыям ыями ыях ыем ыяу
        ая яя ае яе ое ога ага яга ому аму яму ым им ую юю ых их ыми ими
        """);

    private static readonly Endings Verbal = new("""
        еш аш эш ыш иш еце аце ице ыце яце уць юць аць яць ець эць иць ыць йце ем эм
        аем аеш аеце аюць аець айце яем яеш яеце яюць яець яйце еем ееш ее ееце еюць еець ейце ею эем эеш эе эеце эюць эець эйце эю
        ыем ыеш ые ыеце ыюць ыець ыйце ый ием иеш ие иеце июць иець ийце
        ала ало али яла яло яли ела ело ели эла эло эли ила ило или ыла ыло ыли ула уло ули юла юло юли иу ыу эу уу юу
        аушы яушы еушы эушы иушы ыушы уушы юушы аючы яючы еючы
        """);

    /// <summary>друкаваць, друкую: the stem keeps ав, so that it does not meet друк.</summary>
    private static readonly Endings Suffixed = new("уем уеш уе уеце уюць уець уй уйце уючы юем юеш юе юеце ююць юець юй юйце юючы аваць авау авала авало авали яваць явау явала явало явали");

    /// <summary>Endings that begin with the stem's own и, except after к, г, х, н, where they may be an adjective's too.</summary>
    private static readonly Endings OwnI = new("ия ии ию ией ияй ияю иям иями иях ияу");

    public static string Stem(string word)
    {
        if (word.Length < 4) return word;
        word = Classical(WithoutReflexive(word));
        var stem = VerbStem(word) ?? NounStem(word) ?? (word.TrimEnd('ь', 'й') is { Length: > 0 } bare ? Zero(bare) : word);
        return WithV(stem).Replace("ля", "ла", StringComparison.Ordinal).Replace("лю", "лу", StringComparison.Ordinal);
    }

    /// <summary>трымаецца is трымаець, трымацца is трымаць.</summary>
    private static string WithoutReflexive(string word)
    {
        if (word.Length > 6 && word.EndsWith("цца", StringComparison.Ordinal)) return word[..^3] + "ць";
        return word.Length > 5 && word.EndsWith("ся", StringComparison.Ordinal) ? word[..^2] : word;
    }

    /// <summary>сьнег as снег, зьява as з'ява (a soft sign stays at the end only), кіньце as кінь, Эўропа as Еўропа.</summary>
    private static string Classical(string word)
    {
        if (word.EndsWith("ьце", StringComparison.Ordinal)) word = word[..^2];
        if (word.StartsWith("эу", StringComparison.Ordinal)) word = "е" + word[1..];
        return word[..^1].Replace("ь", "", StringComparison.Ordinal) + word[^1];
    }

    private static string? VerbStem(string word)
    {
        if (word is [.., var before, 'б' or 'п' or 'м' or 'у', 'л', 'ю'] && word.Length > 5 && (word[^3] != 'у' || before is 'а' or 'я' or 'ы' or 'и')) return word[..^2];
        var nominal = Nominal.Match(word, Least);
        var suffixed = Suffixed.Match(word, Least);
        if (suffixed > nominal && IsVerbal(word[..^suffixed], word[^suffixed..])) return word[..^suffixed] + (word[^suffixed] is 'у' or 'а' ? "ав" : "яв");
        for (var length = Verbal.Match(word, Least); length > nominal; length = Verbal.Match(word, word.Length - length + 1))
        {
            if (IsVerbal(word[..^length], word[^length..])) return word[..^length];
        }

        return null;
    }

    /// <summary>In дэпутаце, крэдыце, газеце, актыў the ending is a noun's; пішаце, лічыце, чытаеце are verbs.</summary>
    private static bool IsVerbal(string stem, string ending) => stem.Any(IsVowel) && ending switch
    {
        "аце" => stem[^1] is 'ж' or 'ч' or 'ш',
        "ыце" => stem[^1] is 'ж' or 'ч' or 'ш' or 'р',
        "еце" => stem[^1] is 'н' || IsVowel(stem[^1]),
        "ыу" => stem[^1] != 'т',
        ['я', 'в', ..] => stem[^1] == 'л' || IsVowel(stem[^1]),
        _ => true,
    };

    private static string? NounStem(string word)
    {
        var length = Nominal.Match(word, Least);
        while (length > 1 && word[^(length + 1)] is not ('к' or 'г' or 'х' or 'н') && OwnI.Match(word, word.Length - length) == length) length = Nominal.Match(word, word.Length - length + 1);
        if (length == 0 || !word[..^length].Any(IsVowel)) return null;
        var stem = word[..^length];
        return word[^length..] switch
        {
            "е" when stem.EndsWith("дз", StringComparison.Ordinal) => stem[..^1],
            "е" when stem[^1] == 'ц' => stem[..^1] + 'т',
            "э" when stem[^1] == 'ц' => stem[..^1] + 'к',
            "ы" when stem[^1] == 'ц' && (stem[^2] == 'у' || !IsVowel(stem[^2]) || stem.EndsWith("тыц", StringComparison.Ordinal)) => stem[..^1] + 'к',
            "ю" or "у" when stem[^1] == stem[^2] && stem[^1] is 'л' or 'з' or 'ч' => stem[..^1],
            _ => stem,
        };
    }

    /// <summary>A word without an ending: забастовак, падарунак, немец, капеек lose the vowel that comes and goes.</summary>
    private static string Zero(string word) => word.Length < 5 ? word : (word[^3], word[^2], word[^1]) switch
    {
        (var before, 'а' or 'о', 'к') when !IsVowel(before) => word[..^2] + 'к',
        (var before, 'е', 'ц') when !IsVowel(before) => word[..^2] + 'ц',
        ('л' or 'н', 'е', 'к') => word[..^2] + 'к',
        (var before, 'е', 'к') when IsVowel(before) => word[..^2] + "йк",
        _ => word,
    };

    /// <summary>забастоўка, забастовак: ў after a vowel, last or before a last consonant, is в.</summary>
    private static string WithV(string stem)
    {
        if (stem is [.., var a, 'у'] && IsVowel(a)) return stem[..^1] + 'в';
        return stem is [.., var b, 'у', var last] && IsVowel(b) && !IsVowel(last) ? stem[..^2] + 'в' + last : stem;
    }

    private static bool IsVowel(char letter) => Vowels.Contains(letter, StringComparison.Ordinal);
}
