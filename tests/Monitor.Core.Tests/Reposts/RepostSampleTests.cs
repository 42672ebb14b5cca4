using System.Globalization;
using Monitor.Core.Reposts.Matching;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Reposts;

/// <summary>The seven versions of one clip that others published, and clips that are none of them.</summary>
public sealed class RepostSampleTests(ITestOutputHelper output)
{
    private static readonly string[] Versions =
    [
        "chair-orig-22-sd-bar", "chair-20-sd-bar", "chair-19-sd-bar", "chair-22-sd-grey-bar", "chair-22-sd-sepia-bar", "chair-22-with-small-logo-bar", "chair-22-with-large-logo-bar",
    ];

    private static readonly string[] Strangers =
        ["cuts/mixed_60s_720p.mp4", "cuts/mixed_600s_360p.mp4", "scenes/counter.mp4", "scenes/fades.mp4", "scenes/issue-134-rotate.mp4", "scenes/issue-236-split-copy.mkv"];

    /// <summary>The shorter ones begin later: by 2.0 and 3.7 seconds, as their published hashes say.</summary>
    private static long Start(string version) => version switch { "chair-20-sd-bar" => 1967, "chair-19-sd-bar" => 3633, _ => 0 };

    [SkippableFact]
    public async Task Compare_SevenVersions_AllMatchWithTheirOffsets()
    {
        foreach (var one in Versions)
            foreach (var other in Versions.SkipWhile(version => version != one).Skip(1))
            {
                var match = ClipMatcher.Compare(await ReadAsync(one), await ReadAsync(other), default);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one} {other}: {match.Verdict} {match.Basis} {match.Similarity:0.00} offset {match.OffsetMs} ms, {match.Explanation}"));
                Assert.True(match.IsMatch, one + " " + other);
                Assert.False(match.IsMirrored);
                Assert.InRange(match.OffsetMs, Start(one) - Start(other) - 300, Start(one) - Start(other) + 300);
            }
    }

    [SkippableFact]
    public async Task Compare_SevenVersionsWithoutSound_AllMatch()
    {
        foreach (var one in Versions)
            foreach (var other in Versions.SkipWhile(version => version != one).Skip(1))
            {
                var match = ClipMatcher.Compare(await ReadAsync(one) with { Sound = [] }, await ReadAsync(other), default);
                Assert.True(match.IsMatch, one + " " + other + " " + match.Explanation);
                Assert.Equal((null, Core.Reposts.MatchBasis.Picture), (match.SoundAgreement, match.Basis));
            }
    }

    [SkippableFact]
    public async Task Compare_OtherClips_MatchNone()
    {
        foreach (var stranger in Strangers)
            foreach (var other in Versions.Select(version => $"reposts/{version}.mp4").Concat(Strangers.Where(name => string.CompareOrdinal(name, stranger) < 0)))
            {
                var match = ClipMatcher.Compare(await TestClips.SampleAsync("video/" + stranger), await TestClips.SampleAsync("video/" + other), default);
                output.WriteLine($"{stranger} {other}: {match.Verdict} {match.Explanation}");
                Assert.False(match.IsMatch, stranger + " " + other + ": " + match.Explanation);
            }
    }

    private static Task<ComparedClip> ReadAsync(string version) => TestClips.SampleAsync($"video/reposts/{version}.mp4");
}
