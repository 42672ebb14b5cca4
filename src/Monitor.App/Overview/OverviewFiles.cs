using Monitor.App.Accounts;

namespace Monitor.App.Overview;

/// <summary>The charts of the overview.</summary>
internal static class OverviewFiles
{
    public static void MapOverviewFiles(this WebApplication app) => app.MapGet("/overview/{chart}.png", ChartAsync).RequireAuthorization(Policies.ReadCases).ExcludeFromDescription();

    private static async Task<IResult> ChartAsync(string chart, HttpContext http, CaseNumbers numbers, OverviewNames names, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<CaseChart>(chart, ignoreCase: true, out var which) || !Enum.IsDefined(which)) return TypedResults.NotFound();
        var rows = (await numbers.ReadAsync(Policies.ViewerOf(http.User), cancellationToken)).Of(which)!;
        // Months run on; of them the latest are shown.
        return TypedResults.Bytes(BarPicture.Draw([.. (which == CaseChart.Months ? rows.Reverse() : rows).Select(row => (names.Of(which, row.Value), row.Acts))]), "image/png");
    }
}
