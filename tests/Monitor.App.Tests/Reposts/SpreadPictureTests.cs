using System.Buffers.Binary;
using Monitor.App.Spreading;
using Monitor.Core.Channels;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Tests.Reposts;

/// <summary>The picture of a spread: bounded, and another one for what differs.</summary>
public sealed class SpreadPictureTests
{
    private static readonly DateTimeOffset Begin = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 110)]
    [InlineData(7, 290)]
    [InlineData(60, 680)]
    public async Task Draw_OfChannels_IsAPictureWithARowEachUpToTwenty(int channels, int height)
    {
        var picture = SpreadPicture.Draw([.. Enumerable.Range(0, channels).Select(number => Row(number, number * 31, (number % 4) switch { 0 => Whole, 1 => Whole with { IsMirrored = true }, 2 => Whole with { IsPartial = true }, _ => null }))], TimeZoneInfo.Utc);
        if (Environment.GetEnvironmentVariable("MONITOR_SCREENSHOTS") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"spread-{channels}.png"), picture);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4]);
        Assert.Equal((860, height), (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20))));
    }

    [Fact]
    public void Draw_OfWholePartMirroredAndForwarded_TellsThemApart() =>
        Assert.Equal(4, new[] { Whole, Whole with { IsMirrored = true }, Whole with { IsPartial = true }, null }.Select(copy => Convert.ToHexString(SpreadPicture.Draw([Row(0, 0, Whole), Row(1, 5, copy)], TimeZoneInfo.Utc))).Distinct().Count());

    [Fact]
    public void Draw_OfDatesThatNobodyCanBelieve_IsAPicture()
    {
        SpreadRow[] rows = [Row(0, 0, Whole) with { PublishedAt = DateTimeOffset.MinValue }, Row(1, 0, Whole), Row(2, 0, Whole) with { PublishedAt = DateTimeOffset.MaxValue }];
        foreach (var some in new[] { rows, rows[..1], rows[2..] }) Assert.Equal([0x89, 0x50, 0x4E, 0x47], SpreadPicture.Draw(some, TimeZoneInfo.FindSystemTimeZoneById("Europe/Minsk"))[..4]);
    }

    private static SpreadCopy Whole => new(1, 1, 0, 60_000, 60_000, null, false, false, CopyState.Suggested, null, null);

    private static SpreadRow Row(int channel, int hours, SpreadCopy? copy) => new(channel + 1, channel, channel == 2 ? "Канал з вельмі доўгай назвай, якая не змяшчаецца" : $"Канал {channel}", Outlet.StateMedia, Begin.AddHours(hours), DatePrecision.Time, Begin.AddHours(hours), null) { Copy = copy };
}
