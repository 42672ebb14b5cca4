using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

public sealed class ClipAlignmentTests
{
    /// <summary>0:10–0:40 of clip 1 is 1:10–1:40 of clip 2.</summary>
    private static readonly RepostMatch First = new() { OneId = 1, OtherId = 2, OneFromMs = 10_000, OneToMs = 40_000, OtherFromMs = 70_000, OtherToMs = 100_000 };

    /// <summary>1:30–2:00 of clip 2 is 0:00–0:30 of clip 3, in a mirror.</summary>
    private static readonly RepostMatch Second = new() { OneId = 2, OtherId = 3, OneFromMs = 90_000, OneToMs = 120_000, OtherFromMs = 0, OtherToMs = 30_000, IsMirrored = true };

    [Fact]
    public void Between_OneMatch_ShiftsBothWays()
    {
        Assert.Equal(new ClipAlignment(60_000, false, 10_000, 40_000), Between(2, 1, [First, Second]));
        Assert.Equal(new ClipAlignment(-60_000, false, 70_000, 100_000), Between(1, 2, [First, Second]));
    }

    [Fact]
    public void Between_ByWayOfAThird_AddsOffsetsAndKeepsWhatAllHave()
    {
        // 0:30 of clip 1 is 1:30 of clip 2 and 0:00 of clip 3: only ten seconds are in all three.
        Assert.Equal(new ClipAlignment(-30_000, true, 30_000, 40_000), Between(3, 1, [First, Second]));
        Assert.Equal(new ClipAlignment(30_000, true, 0, 10_000), Between(1, 3, [First, Second]));
        // Mirrored twice is as it was.
        Assert.False(Between(4, 1, [First, Second, new RepostMatch { OneId = 3, OtherId = 4, OneFromMs = 0, OneToMs = 9_000, OtherToMs = 9_000, IsMirrored = true }])!.IsMirrored);
    }

    [Fact]
    public void Between_NothingInCommonOnTheWay_IsNull()
    {
        Assert.Null(Between(9, 1, [First, Second]));
        Assert.Null(Between(1, 1, [First, Second]));
        Assert.Null(Between(3, 1, [First, new RepostMatch { OneId = 2, OtherId = 3, OneFromMs = 110_000, OneToMs = 120_000, OtherFromMs = 0, OtherToMs = 10_000 }]));
    }

    [Theory]
    [InlineData(20_000, 30_000, 80_000, 90_000)]
    [InlineData(0, 30_000, 70_000, 90_000)]
    [InlineData(35_000, 90_000, 95_000, 100_000)]
    [InlineData(20_000, 20_000, 80_000, 80_000)]
    public void Shift_StretchOfTheOther_IsCutToWhatBothHave(long from, long to, long hereFrom, long hereTo) =>
        Assert.Equal((hereFrom, hereTo), Between(2, 1, [First])!.Shift(from, to));

    [Theory]
    [InlineData(0, 9_000)]
    [InlineData(0, 10_000)]
    [InlineData(50_000, 60_000)]
    public void Shift_StretchOutsideOfIt_IsNull(long from, long to) => Assert.Null(Between(2, 1, [First])!.Shift(from, to));

    private static ClipAlignment? Between(long here, long other, RepostMatch[] matches) => ClipAlignment.Between(here, other, new MatchesByItem(matches));
}
