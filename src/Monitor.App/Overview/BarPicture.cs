using ScottPlot;

namespace Monitor.App.Overview;

/// <summary>Bars beside their names as a picture. The same numbers stand beside it as a table.</summary>
internal static class BarPicture
{
    private const int Width = 720, RowHeight = 26, Most = 20, MostLetters = 34;

    /// <summary>A PNG of the first twenty rows.</summary>
    public static byte[] Draw(IReadOnlyList<(string Name, int Count)> rows)
    {
        var shown = rows.Take(Most).Reverse().ToList();
        using var plot = new Plot();
        var bars = plot.Add.Bars(shown.Index().Select(row => new Bar { Position = row.Index, Value = row.Item.Count, FillColor = Color.FromHex("#7a1f2b"), LineWidth = 0, Orientation = Orientation.Horizontal }).ToList());
        bars.Horizontal = true;
        plot.Axes.SetLimits(0, Math.Max(1, shown.Select(row => row.Count).DefaultIfEmpty(0).Max()) * 1.05, -0.7, Math.Max(0.7, shown.Count - 0.3));
        plot.Axes.Left.SetTicks([.. shown.Index().Select(row => (double)row.Index)], [.. shown.Select(row => row.Name.Length > MostLetters ? row.Name[..MostLetters] + "…" : row.Name)]);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        (plot.Axes.Top.IsVisible, plot.Axes.Right.IsVisible) = (false, false);
        plot.HideGrid();
        plot.Font.Set("DejaVu Sans");
        return plot.GetImageBytes(Width, 60 + (RowHeight * Math.Max(1, shown.Count)), ImageFormat.Png);
    }
}
