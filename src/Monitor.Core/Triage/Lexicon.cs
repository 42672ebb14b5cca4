using Monitor.Core.Channels;

namespace Monitor.Core.Triage;

/// <summary>Words of triage, such as those of pipelines/lexicons/triage.yaml; read by <see cref="LexiconParser"/>.</summary>
/// <param name="Fingerprint">First 16 digits of the file's SHA-256: posts scored by another one are scored again.</param>
/// <param name="Outlets">Factor of each outlet on the points of the words.</param>
public sealed record Lexicon(string Fingerprint, IReadOnlyList<LexiconGroup> Groups, IReadOnlyDictionary<Outlet, double> Outlets)
{
    /// <summary>The reason in words, in be, ru or en; null where the key is no group of this lexicon.</summary>
    public string? Say(string key, string language) => Groups.FirstOrDefault(group => group.Key == key)?.Says.GetValueOrDefault(language);
}

/// <summary>Words that speak for the same reason.</summary>
/// <param name="Weight">Points of the first match; negative where it speaks against.</param>
/// <param name="More">Points of each further, different match.</param>
/// <param name="Most">The group adds no more than this (or takes no more away).</param>
/// <param name="Says">The reason in words, by language.</param>
public sealed record LexiconGroup(string Key, double Weight, double More, double Most, IReadOnlyDictionary<string, string> Says, IReadOnlyList<LexiconPhrase> Phrases);
