namespace Monitor.App.Tests.Workbench;

/// <summary>Every route and who may use it, written by hand: a page that is not here fails the test that reads the program's own list.</summary>
internal static class RouteTable
{
    /// <summary>Pages: pattern as the program names it, an address of it, and letters of who gets in:
    /// r reader, a analyst, l lead, u auditor, d administrator; * everybody, signed in or not; + everybody who is signed in.</summary>
    public static IReadOnlyList<(string Pattern, string Address, string Who)> Gets { get; } =
    [
        ("", "/", "ral"),
        ("accounts", "/accounts", "d"),
        ("account", "/account", "+"),
        ("acts/{id:long}", "/acts/1", "al"),
        ("acts/new", "/acts/new", "al"),
        ("api/openapi.json", "/api/openapi.json", "ral"),
        ("api/posts/{number}", "/api/posts/M-000001", "ral"),
        ("api/search", "/api/search?q=x", "ral"),
        ("audit", "/audit", "u"),
        ("channels", "/channels", "rald"),
        ("channels/{id:long}", "/channels/1", "rald"),
        ("channels/{id:long}/edit", "/channels/1/edit", "d"),
        ("channels/new", "/channels/new", "d"),
        ("denied", "/denied", "*"),
        ("error", "/error", "*"),
        ("first-account", "/first-account", "*"),
        ("hangfire", "/hangfire", "d"),
        ("health", "/health", "d"),
        ("import", "/import", "al"),
        ("incidents", "/incidents", "ral"),
        ("incidents/{id:long}", "/incidents/1", "ral"),
        ("incidents/{id:long}/edit", "/incidents/1/edit", "al"),
        ("incidents/new", "/incidents/new", "al"),
        ("invitation", "/invitation", "*"),
        ("jobs", "/jobs", "d"),
        ("language/{code}", "/language/en", "*"),
        ("media/{id:long}/original", "/media/1/original", "ral"),
        ("media/{id:long}/transcripts", "/media/1/transcripts", "al"),
        ("media/{id:long}/viewing-copy", "/media/1/viewing-copy", "ral"),
        ("overview", "/overview", "ral"),
        ("overview/{chart}.png", "/overview/months.png", "ral"),
        ("people", "/people", "ral"),
        ("people/{number}", "/people/P-000001", "ral"),
        ("people/{number}/dossier", "/people/P-000001/dossier", "ral"),
        ("people/{number}/dossier.html", "/people/P-000001/dossier.html", "ral"),
        ("people/{number}/dossier.pdf", "/people/P-000001/dossier.pdf", "ral"),
        ("people/{number}/edit", "/people/P-000001/edit", "al"),
        ("people/{number}/merge", "/people/P-000001/merge", "l"),
        ("people/import", "/people/import", "al"),
        ("people/new", "/people/new", "al"),
        ("posts/{number}", "/posts/M-000001", "ral"),
        ("review", "/review", "al"),
        ("review/{number}", "/review/M-000001", "al"),
        ("review/{number}/people", "/review/M-000001/people", "al"),
        ("saved", "/saved", "ral"),
        ("search/export", "/search/export?format=csv", "ral"),
        ("search/help", "/search/help", "ral"),
        ("search/months.png", "/search/months.png", "ral"),
        ("sign-in", "/sign-in", "*"),
        ("sign-in/code", "/sign-in/code", "*"),
        ("sign-out", "/sign-out", "*"),
        ("start", "/start", "+"),
        ("stills/{id:long}/{size}", "/stills/1/blurred", "ral"),
        ("two-factor", "/two-factor", "*"),
    ];

    /// <summary>Forms that write.</summary>
    public static IReadOnlyList<(string Address, string Who)> Posts { get; } =
    [
        ("/accounts?handler=invite", "d"), ("/accounts?handler=roles", "d"), ("/accounts?handler=lock", "d"), ("/accounts?handler=link", "d"), ("/accounts?handler=end", "d"),
        ("/channels/new", "d"), ("/channels/new?handler=try", "d"), ("/channels/1/edit", "d"), ("/channels/1/edit?handler=pause", "d"), ("/channels/1/edit?handler=resume", "d"), ("/channels/1/edit?handler=poll", "d"), ("/channels/1/edit?handler=try", "d"),
        ("/import", "al"), ("/import?handler=link", "al"),
        ("/acts/1", "al"), ("/acts/1?handler=remove", "al"), ("/acts/1?handler=unlink", "al"), ("/acts/new", "al"),
        ("/incidents/new", "al"), ("/incidents/1/edit", "al"), ("/incidents/1/edit?handler=addClips", "al"), ("/incidents/1/edit?handler=removeClip", "al"),
        ("/jobs?handler=retry", "d"), ("/jobs?handler=retryAll", "d"),
        ("/media/1/transcripts", "al"),
        ("/people/P-000001/edit", "al"), ("/people/P-000001/merge", "l"), ("/people/new", "al"), ("/people/import", "al"),
        ("/review", "al"), ("/review/M-000001?handler=decide", "al"), ("/review/M-000001?handler=judge", "al"), ("/review/M-000001?handler=note", "al"), ("/review/M-000001?handler=undo", "al"), ("/review/M-000001?handler=claim", "al"), ("/review/M-000001?handler=release", "al"),
        ("/review/M-000001/people", "al"), ("/review/M-000001/people?handler=remove", "al"),
        ("/saved?handler=save", "ral"), ("/saved?handler=remove", "ral"),
        ("/account?handler=care", "+"), ("/account?handler=password", "+"),
    ];
}
