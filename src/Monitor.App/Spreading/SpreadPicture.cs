using System.Globalization;
using Monitor.Core.Reposts;
using ScottPlot;

namespace Monitor.App.Spreading;

/// <summary>A clip's posts over time as a picture, a row a channel. The same stands beside it as a table.</summary>
internal static class SpreadPicture
{
    private const int Width = 860, RowHeight = 30, MostChannels = 20, MostLetters = 28, MarkerSize = 13;
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Color Accent = Color.FromHex("#7a1f2b"), Soft = Color.FromHex("#4b5563");

    /// <summary>A PNG of the first twenty channels, the one that was first at the top. Forms tell apart what colours do.</summary>
    public static byte[] Draw(IReadOnlyList<SpreadRow> rows, TimeZoneInfo zone)
    {
        var channels = rows.Select(row => row.ChannelId).Distinct().Take(MostChannels).Index().ToDictionary(pair => pair.Item, pair => -(double)pair.Index);
        var names = rows.DistinctBy(row => row.ChannelId).Take(MostChannels).Select(row => row.ChannelTitle.Length > MostLetters ? row.ChannelTitle[..MostLetters] + "…" : row.ChannelTitle).ToArray();
        using var plot = new Plot();
        foreach (var place in channels.Values) plot.Add.HorizontalLine(place, 1, Color.FromHex("#d1d5db"));

        foreach (var (at, row) in rows.Index().Where(pair => channels.ContainsKey(pair.Item.ChannelId)))
            plot.Add.Marker(Place(row, zone), channels[row.ChannelId], Shape(row), at == 0 ? MarkerSize + 7 : MarkerSize, at == 0 ? Accent : Soft).MarkerLineWidth = 2;

        var (first, last) = (Place(rows[0], zone), Place(rows[^1], zone));
        var margin = Math.Max((last - first) * 0.06, 1.0 / 24);
        var form = last - first < 3 ? "d MMM\nHH:mm" : "d MMM\nyyyy";
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.DateTimeAutomatic { LabelFormatter = at => at.ToString(form, CultureInfo.CurrentCulture) };
        plot.Axes.SetLimits(first - margin, last + margin, -channels.Count + 0.4, 0.6);
        plot.Axes.Left.SetTicks([.. channels.Values], names);
        (plot.Axes.Top.IsVisible, plot.Axes.Right.IsVisible) = (false, false);
        plot.HideGrid();
        plot.Font.Set("DejaVu Sans");
        return plot.GetImageBytes(Width, 80 + (RowHeight * channels.Count), ImageFormat.Png);
    }

    /// <summary>A source may claim any date: what is beyond these is at the edge, and told in the table as it is.</summary>
    private static double Place(SpreadRow row, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(row.PublishedAt < Earliest ? Earliest : row.PublishedAt > Latest ? Latest : row.PublishedAt, zone).DateTime.ToOADate();

    /// <summary>● the clip whole; ○ in part; ◆ in a mirror; ✕ known by its forwarding alone.</summary>
    private static MarkerShape Shape(SpreadRow row) => row.Copy switch
    {
        null => MarkerShape.Eks,
        { IsMirrored: true } => MarkerShape.FilledDiamond,
        { IsPartial: true } => MarkerShape.OpenCircle,
        _ => MarkerShape.FilledCircle,
    };
}
