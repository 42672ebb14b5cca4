using System.Globalization;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Querying;
using ScottPlot;

namespace Monitor.App.Searching;

/// <summary>Posts by month as a picture. The same numbers stand beside it as a table.</summary>
internal static class MonthChart
{
    private const int Width = 920, Height = 150, MostMonths = 240;

    /// <summary>A PNG with a bar for each month from the first to the last, those without posts included; the latest 240 at the most. What claims to be of the future is only in the table.</summary>
    public static byte[] Draw(IReadOnlyList<FacetCount> months, DateTimeOffset now)
    {
        var next = QueryDate.MonthOf(now.AddMonths(1));
        var bars = Fill([.. months.Where(month => string.CompareOrdinal(month.Value, next) <= 0)]);
        using var plot = new Plot();
        plot.Add.Bars(bars.Index().Select(month => new Bar { Position = month.Index, Value = month.Item.Count, FillColor = Color.FromHex("#7a1f2b"), LineWidth = 0 }).ToList());
        plot.Axes.SetLimits(-1, Math.Max(bars.Count, 12), 0, Math.Max(1, bars.Select(month => month.Count).DefaultIfEmpty(0).Max()) * 1.05);
        var step = bars.Count <= 14 ? 1 : 12;
        var ticks = bars.Index().Where(month => step == 1 || month.Item.Value.EndsWith("-01", StringComparison.Ordinal)).ToList();
        plot.Axes.Bottom.SetTicks([.. ticks.Select(month => (double)month.Index)], [.. ticks.Select(month => step == 1 ? month.Item.Value : month.Item.Value[..4])]);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        (plot.Axes.Top.IsVisible, plot.Axes.Right.IsVisible) = (false, false);
        plot.HideGrid();
        plot.Font.Set("DejaVu Sans");
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    /// <summary>Months are counted from the year 0: no date is too near to the calendar's ends to reckon with.</summary>
    private static List<FacetCount> Fill(IReadOnlyList<FacetCount> months)
    {
        if (months.Count == 0) return [];
        var counts = months.ToDictionary(month => Number(month.Value), month => month.Count);
        var last = counts.Keys.Max();
        var first = Math.Max(counts.Keys.Min(), last - MostMonths + 1);
        return [.. Enumerable.Range(first, last - first + 1).Select(number => new FacetCount(string.Create(CultureInfo.InvariantCulture, $"{number / 12:0000}-{(number % 12) + 1:00}"), counts.GetValueOrDefault(number)))];
    }

    private static int Number(string month) => (int.Parse(month[..4], CultureInfo.InvariantCulture) * 12) + int.Parse(month[5..], CultureInfo.InvariantCulture) - 1;
}
