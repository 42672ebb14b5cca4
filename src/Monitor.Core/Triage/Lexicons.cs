using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Channels;

namespace Monitor.Core.Triage;

/// <summary>The lexicons of an installation, by the names that pipelines give: files NAME.yaml in the first of these folders that has one.</summary>
public sealed class Lexicons(params IReadOnlyList<string> folders)
{
    /// <summary>The lexicon of pipelines that name none.</summary>
    public const string Usual = "triage";

    private readonly ConcurrentDictionary<string, ScorePost> byNames = new(StringComparer.Ordinal);

    /// <summary>Only what comes with the program.</summary>
    public static Lexicons OfTheProgram() => new(ProgramFolder);

    public static string ProgramFolder { get; } = Path.Combine(AppContext.BaseDirectory, "pipelines", "lexicons");

    /// <summary>The scorer of a channel: its lexicons laid together, where a later group replaces an earlier one of its name.
    /// Throws <see cref="FileNotFoundException"/> for a name without a file, and <see cref="FormatException"/> for what is no lexicon.</summary>
    /// <param name="names">Comma-separated; the usual one where empty.</param>
    public ScorePost For(string names) => byNames.GetOrAdd(names, _ => new ScorePost(Merge([.. (names.Length == 0 ? Usual : names).Split(',').Select(Load)])));

    /// <summary>As <see cref="For"/>; where one of the lexicons is gone or cannot be read, the usual one, so that posts are found all the same. Tried again at the next start.</summary>
    public ScorePost ForOrUsual(string names)
    {
        try
        {
            return For(names);
        }
        catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException or YamlDotNet.Core.YamlException && names.Length > 0)
        {
            Missing[names] = fault.Message;
            return byNames.GetOrAdd(names, For(""));
        }
    }

    /// <summary>Lexicons that could not be read since the start, each with why.</summary>
    public ConcurrentDictionary<string, string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>The reason in words, in be, ru or en, by whichever lexicon knows it.</summary>
    public string? Say(string key, string language) => byNames.Values.Select(score => score.Lexicon.Say(key, language)).FirstOrDefault(said => said is not null) ?? For("").Lexicon.Say(key, language);

    private Lexicon Load(string name)
    {
        var file = folders.Select(folder => Path.Combine(folder, name + ".yaml")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"There is no lexicon '{name}': no file lexicons/{name}.yaml.");
        return LexiconParser.Parse(File.ReadAllText(file));
    }

    private static Lexicon Merge(IReadOnlyList<Lexicon> parts)
    {
        if (parts.Count == 1) return parts[0];
        var outlets = new Dictionary<Outlet, double>();
        foreach (var (outlet, factor) in parts.SelectMany(part => part.Outlets)) outlets[outlet] = factor;
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => part.Fingerprint)))))[..16];
        return new Lexicon(fingerprint, [.. parts.SelectMany(part => part.Groups).GroupBy(group => group.Key).Select(same => same.Last())], outlets);
    }
}
