using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Searching;
using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.App.Pages.Archive;

/// <summary>A post with everything that is known of it. Stills first and blurred; a clear one, or the player, only where asked for.</summary>
public sealed class PostModel(IDbContextFactory<MonitorDbContext> contexts, Citation citation, PageText text) : PageModel
{
    private ArchiveQuery query = new();

    public PostView View { get; private set; } = null!;

    /// <summary>The still that was asked for clear.</summary>
    public long? ClearStill { get; private set; }

    /// <summary>The media item whose player was asked for.</summary>
    public long? Play { get; private set; }

    public async Task<IActionResult> OnGetAsync(string number, string? q, string? variants, long? clear, long? play, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await PostView.LoadAsync(db, id, cancellationToken) is not { } view) return NotFound();
        (View, ClearStill, Play) = (view, clear, play);
        try
        {
            query = ArchiveQuery.Parse(q, variants != "off");
        }
        catch (QueryRefusedException)
        {
            // Only the marks depend on it.
        }

        return Page();
    }

    /// <summary>The words that were searched for, marked in a text.</summary>
    public IReadOnlyList<TextPiece> Mark(string text) => Highlighter.Find(text, query, around: text.Length) ?? [new TextPiece(text, false)];

    /// <summary>The post as it is cited.</summary>
    public string Cite() => citation.Of(View.Number, View.ChannelTitle, text.Of(View.Outlet), View.Current?.Title, View.Current?.Text ?? "", View.Url, View.PublishedAt, View.FirstSeenAt, View.Current?.Fingerprint, View.Media.Any(media => media.IsPlayable));

    public string Link(long? clear = null, long? play = null) => QueryHelpers.AddQueryString("/posts/" + View.Number, new Dictionary<string, string?>
    {
        ["q"] = query.Text.Length > 0 ? query.Text : null,
        ["clear"] = clear?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["play"] = play?.ToString(System.Globalization.CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));
}
