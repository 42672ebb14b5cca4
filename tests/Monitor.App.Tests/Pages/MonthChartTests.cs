using Monitor.App.Searching;
using Monitor.Core.Archive;

namespace Monitor.App.Tests.Pages;

/// <summary>A channel may claim any date for its posts; the chart is drawn all the same.</summary>
public sealed class MonthChartTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0001-01")]
    [InlineData("0001-01 0001-05")]
    [InlineData("0001-01 2026-11")]
    [InlineData("2025-12 2026-01 2026-11")]
    [InlineData("2026-11 9999-12")]
    [InlineData("9999-12")]
    [InlineData("")]
    public void Draw_AnyMonths_GivesAPicture(string months) =>
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(MonthChart.Draw([.. months.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(month => new FacetCount(month, 3))], Now)[1..4]));
}
