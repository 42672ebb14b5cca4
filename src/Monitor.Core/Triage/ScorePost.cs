using Monitor.Core.Archive.Language;
using Monitor.Core.Channels;

namespace Monitor.Core.Triage;

/// <summary>Scores a post. Pure: words by the lexicon, weighed by who publishes, then weak signals of the form. Nothing is hidden by a score.</summary>
public sealed class ScorePost(Lexicon lexicon)
{
    /// <summary>From here on a post is called likely.</summary>
    public const int Likely = 30;

    /// <summary>Keys of the reasons that are no words.</summary>
    public const string ShortClip = "form-short", OneShot = "form-one-shot", Caption = "form-caption", OutletFactor = "outlet";

    private const double FormPoints = 7;
    private const long ShortMs = 6 * 60_000;

    public Lexicon Lexicon => lexicon;

    public TriageScore Score(TriageFeatures post)
    {
        var reasons = Words(post).ToList();
        var words = reasons.Sum(reason => reason.Points);
        var factor = lexicon.Outlets.GetValueOrDefault(post.Outlet, 1);
        if (words > 0 && factor != 1) reasons.Add(new TriageReason(OutletFactor, Math.Round(words * (factor - 1), 1), []));
        // Independent media show clips too, when they report: the form speaks where the outlet does.
        if (post.Outlet is Outlet.SecurityService or Outlet.StateMedia or Outlet.ProGovernment) reasons.AddRange(Form(post.Clips));
        return new TriageScore((int)Math.Clamp(Math.Round(reasons.Sum(reason => reason.Points)), 0, 100), [.. reasons.OrderByDescending(reason => Math.Abs(reason.Points))]);
    }

    private IEnumerable<TriageReason> Words(TriageFeatures post)
    {
        var texts = new[] { post.Text, post.OnScreen }.Select(text => (Text: text, Words: WordTokens.Of(text).ToList())).ToList();
        foreach (var group in lexicon.Groups)
        {
            var met = texts.SelectMany(text => group.Phrases.Select(phrase => phrase.Find(text.Words)).OfType<(int First, int Last)>()
                .Select(place => text.Text[text.Words[place.First].Start..text.Words[place.Last].End].ReplaceLineEndings(" "))).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (met.Count == 0) continue;
            var points = group.Weight + (group.More * (met.Count - 1));
            yield return new TriageReason(group.Key, group.Most >= 0 ? Math.Min(points, group.Most) : Math.Max(points, group.Most), [.. met.Take(5)]);
        }
    }

    private static IEnumerable<TriageReason> Form(IReadOnlyList<ClipForm> clips)
    {
        if (clips.Any(clip => clip.DurationMs is > 5_000 and < ShortMs)) yield return new TriageReason(ShortClip, FormPoints, []);
        if (clips.Any(clip => clip is { Shots: 1, IsStill: true })) yield return new TriageReason(OneShot, FormPoints, []);
        if (clips.Any(clip => clip.HasCaption)) yield return new TriageReason(Caption, FormPoints, []);
    }
}
