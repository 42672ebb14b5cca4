using Monitor.App.Searching;
using Monitor.App.Texts;
using Monitor.Core.Review;

namespace Monitor.App.Overview;

/// <summary>What the rows of a chart are called.</summary>
public sealed class OverviewNames(PageText text)
{
    public string Of(CaseChart chart, string value) => chart switch
    {
        CaseChart.Months => FacetNames.Month(value),
        CaseChart.Kinds => Enum.TryParse<ActKind>(value, out var kind) ? text.Of(kind) : value,
        _ => value,
    };
}
