using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.App.Accounts;
using Monitor.App.Serving;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Spreading;

/// <summary>The picture of a clip's spread.</summary>
internal static class SpreadFiles
{
    public static void MapSpreadFiles(this WebApplication app) => app.MapGet("/spread/{number}/picture.png", PictureAsync).RequireAuthorization(Policies.ReadCases).ExcludeFromDescription();

    private static async Task<IResult> PictureAsync(string number, long? clip, IDbContextFactory<MonitorDbContext> contexts, IOptions<ServeOptions> options, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return TypedResults.NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadSpread.RunAsync(db, id, clip, cancellationToken) is { Rows.Count: > 0 } spread
            ? TypedResults.Bytes(SpreadPicture.Draw(spread.Rows, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone)), "image/png") : TypedResults.NotFound();
    }
}
