using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Searching;
using Monitor.App.Texts;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.App.Pages.Archive;

/// <summary>A post with everything that is known of it. Stills first and blurred; a clear one, or the player, only where asked for.</summary>
public sealed class PostModel(IDbContextFactory<MonitorDbContext> contexts, Citation citation, PageText text, RestrictedReads reads) : PageModel
{
    public PostReading Reading { get; private set; } = null!;

    public PostView View => Reading.View;

    public async Task<IActionResult> OnGetAsync(string number, string? q, string? variants, long? clear, long? play, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await PostView.LoadAsync(db, id, Policies.ViewerOf(User), cancellationToken) is not { } view) return NotFound();
        Reading = new PostReading(view, "/posts/" + view.Number, q, variants != "off", clear, play);
        await reads.NoteAsync(User, view.Restricted, cancellationToken);
        return Page();
    }

    /// <summary>The post as it is cited.</summary>
    public string Cite() => citation.Of(View.Number, View.ChannelTitle, text.Of(View.Outlet), View.Current?.Title, View.Current?.Text ?? "", View.Url, View.PublishedAt, View.PublishedPrecision, View.FirstSeenAt, View.Current?.Fingerprint, View.Media.Any(media => media.IsPlayable));
}
