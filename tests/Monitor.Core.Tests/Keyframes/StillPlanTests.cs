using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>Which frames are kept: enough, never too many, without gaps, and none that shows nothing where another shows something.</summary>
public sealed class StillPlanTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(50, 3)]
    [InlineData(25 * 60, 5)]
    public void Choose_OneUnchangingShot_IsThreeStillsAndOneEveryTwelveSeconds(int frames, int expected) => Assert.Equal(expected, Check(Scan(frames, [0], [0]), StillPlan.Choose(Scan(frames, [0], [0]))).Count);

    [Fact]
    public void Choose_PictureThatChanges_HasMoreStills()
    {
        var scan = Scan(25 * 60, [0], [0], (time, _) => new PerceptualHash(0, 0, 0, time / 8000 % 2 == 0 ? 0 : ulong.MaxValue));
        Assert.Equal(8, Check(scan, StillPlan.Choose(scan)).Count);
    }

    [Fact]
    public void Choose_TwentyThousandShots_AreNoMoreThanFiveThousandStills()
    {
        var scan = Scan(400_000, [.. Enumerable.Range(0, 20_000).Select(shot => shot * 20)], [0]);
        Assert.InRange(Check(scan, StillPlan.Choose(scan)).Count, 4000, StillPlan.MostShots);
    }

    [Fact]
    public void Choose_HoursWithoutACut_AreAboutThreeHundredStills()
    {
        var scan = Scan(25 * 3600 * 4, [0], [.. Enumerable.Range(0, 1440).Select(key => key * 250)]);
        var plan = Check(scan, StillPlan.Choose(scan));
        Assert.InRange(plan.Count, 250, StillPlan.MostStills + 1);
        Assert.All(plan, still => Assert.Equal(0, still.Frame % 250));
    }

    [Fact]
    public void Choose_ShotThatComesOutOfTheDark_IsKeptWhereItShowsSomething()
    {
        var scan = Scan(500, [0, 100], [0, 100], quality: time => time is >= 4000 and < 5500 ? 0 : 100);
        Assert.InRange(StillPlan.Choose(scan)[1].TimeMs, 5500, 20_000);
    }

    /// <summary>A slide show at one picture a second: every slide has its still, and no stretch lies beyond the shot.</summary>
    [Theory]
    [InlineData(1000, 11, 5, 10)]
    [InlineData(1333, 12, 3, 6)]
    [InlineData(40, 40, 3, 9)]
    public void Choose_SlidesTooShortForShots_EachHasAStill(int frameMs, int frames, int one, int other)
    {
        var track = Enumerable.Range(0, frames).Select(frame => new HashedFrame(frame * (long)frameMs, new PerceptualHash(0, 0, 0, frame < one ? 0 : frame < other ? ulong.MaxValue : 1), 100)).ToList();
        var shot = new DetectedShot(0, frames - 1, 0, frames * (long)frameMs, 0, frames - 1, [one, other]);
        var scan = new ClipScan([.. Enumerable.Range(0, frames).Select(frame => (long)frame)], [0], [.. Enumerable.Range(0, frames)], frameMs, frames * (long)frameMs, [shot], track);
        var plan = Check(scan, StillPlan.Choose(scan));
        foreach (var (from, to) in new[] { (0, one), (one, other), (other, frames) }) Assert.Contains(plan, still => still.Frame >= from && still.Frame < to);
    }

    private static List<PlannedStill> Check(ClipScan scan, IReadOnlyList<PlannedStill> plan)
    {
        Assert.Equal(0, plan[0].FromMs);
        Assert.Equal(scan.EndMs, plan[^1].ToMs);
        Assert.All(plan.Zip(plan.Skip(1)), pair => Assert.Equal(pair.First.ToMs, pair.Second.FromMs));
        Assert.All(plan, still => Assert.InRange(still.TimeMs, still.FromMs, still.ToMs - 1));
        return [.. plan];
    }

    /// <summary>A clip of 25 frames a second that begins shots and can be begun at these frames.</summary>
    private static ClipScan Scan(int frames, int[] shots, int[] keys, Func<long, int, PerceptualHash>? hash = null, Func<long, int>? quality = null)
    {
        long Ms(int frame) => frame * 40L;
        var track = Enumerable.Range(0, ((frames - 1) / 6) + 1).Select(at => new HashedFrame(Ms(at * 6), hash?.Invoke(Ms(at * 6), at) ?? default, quality?.Invoke(Ms(at * 6)) ?? 100)).ToList();
        var described = shots.Select((first, at) => (First: first, Last: at + 1 < shots.Length ? shots[at + 1] - 1 : frames - 1)).Select(shot => new DetectedShot(shot.First, shot.Last, Ms(shot.First), Ms(shot.Last + 1), shot.First, shot.Last, []));
        return new ClipScan([.. Enumerable.Range(0, frames).Select(frame => (long)frame)], keys, [.. Enumerable.Range(0, frames)], 40, Ms(frames), [.. described], track);
    }
}
