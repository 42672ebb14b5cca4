using Monitor.Core.Channels;
using Monitor.Core.Triage;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Triage;

public sealed class ScorePostTests(ITestOutputHelper output)
{
    private static readonly ScorePost Score = Lexicons.OfTheProgram().For("");

    [Theory]
    [InlineData("seen")]
    [InlineData("held-out")]
    public void Score_LabelledPosts_TellsConfessionsFromReports(string half)
    {
        var set = TriageSet.Load(half);
        Assert.True(set.Posts.Count >= 150 && set.Posts.Count(IsHard) >= set.Posts.Count(post => post.IsPositive), "Half of the posts that count are hard negatives.");
        foreach (var (name, which) in new (string, Func<LabelledPost, bool>)[] { ("all", _ => true), ("be", post => post.Language == "be"), ("ru", post => post.Language == "ru"), ("without the easy negatives", post => post.IsPositive || IsHard(post)), ("propaganda outlets", post => post.Features.Outlet is Outlet.SecurityService or Outlet.StateMedia or Outlet.ProGovernment) })
            output.WriteLine($"{half}, {name}: {set.Measure(Score, which)}");
        if (Environment.GetEnvironmentVariable("MONITOR_TRIAGE_MISSES") is { Length: > 0 } && half == "seen")
            foreach (var post in set.Posts)
                if (Score.Score(post.Features) is var made && made.Score >= ScorePost.Likely != post.IsPositive)
                    output.WriteLine($"{post.Id} {post.Features.Outlet} {made.Score} {(post.IsPositive ? "MISSED" : "WRONG")} [{string.Join(" ", made.Reasons.Select(reason => $"{reason.Key}{reason.Points:+0;-0}({string.Join('/', reason.Words)})"))}] {post.Features.Text.ReplaceLineEndings(" ")} || {post.Features.OnScreen}");
        var measure = set.Measure(Score, _ => true);
        Assert.True(measure is { Precision: >= 0.75, Recall: >= 0.6 }, measure.ToString());
    }

    private static bool IsHard(LabelledPost post) => post.Why.StartsWith("hard negative", StringComparison.Ordinal);
}
