using System.Text.Json;
using Monitor.Core.Channels;
using Monitor.Core.Triage;

namespace Monitor.Core.Tests.Triage;

/// <summary>The labelled posts of Samples/triage: written for this project, not captured. The lexicon's author worked with seen.jsonl alone.</summary>
internal sealed record TriageSet(IReadOnlyList<LabelledPost> Posts)
{
    public static TriageSet Load(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Samples", "triage", name + ".jsonl");
        return new TriageSet([.. File.ReadLines(folder).Where(line => line.Length > 0).Select(line => LabelledPost.Read(JsonDocument.Parse(line).RootElement))]);
    }

    /// <summary>Precision, recall and F1 of "likely" over some of the posts.</summary>
    public TriageMeasure Measure(ScorePost score, Func<LabelledPost, bool> which)
    {
        var posts = Posts.Where(which).Select(post => (post.IsPositive, IsLikely: score.Score(post.Features).Score >= ScorePost.Likely)).ToList();
        var (hit, said, there) = (posts.Count(post => post.IsPositive && post.IsLikely), posts.Count(post => post.IsLikely), posts.Count(post => post.IsPositive));
        return new TriageMeasure(posts.Count, said == 0 ? 1 : (double)hit / said, there == 0 ? 1 : (double)hit / there);
    }
}

internal sealed record TriageMeasure(int Posts, double Precision, double Recall)
{
    public override string ToString() => FormattableString.Invariant($"{Posts} posts: precision {Precision:0.000}, recall {Recall:0.000}, F1 {2 * Precision * Recall / (Precision + Recall):0.000}");
}

internal sealed record LabelledPost(string Id, string Language, bool IsPositive, string Why, TriageFeatures Features)
{
    public static LabelledPost Read(JsonElement json)
    {
        var media = json.GetProperty("media");
        var kind = media.GetProperty("kind").GetString();
        long? duration = media.GetProperty("durationSeconds") is { ValueKind: JsonValueKind.Number } seconds ? (long)(seconds.GetDouble() * 1000) : null;
        int? shots = media.GetProperty("shots") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
        List<ClipForm> clips = kind == "video" ? [new ClipForm(duration, shots, shots == 1, media.GetProperty("captionBar").GetBoolean())] : [];
        var outlet = Enum.Parse<Outlet>(json.GetProperty("outlet").GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        return new LabelledPost(json.GetProperty("id").GetString()!, json.GetProperty("language").GetString()!, json.GetProperty("positive").GetBoolean(), json.GetProperty("why").GetString()!,
            new TriageFeatures(outlet, json.GetProperty("text").GetString()!, json.GetProperty("onScreen").GetString() ?? "", clips));
    }
}
