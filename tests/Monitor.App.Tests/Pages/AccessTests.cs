using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Pages;

/// <summary>Who gets in, and how far.</summary>
[Collection(DemoTests.Name)]
public sealed class AccessTests(ServedDemo demo)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/posts/M-000001")]
    [InlineData("/saved")]
    [InlineData("/search/help")]
    [InlineData("/search/months.png")]
    [InlineData("/search/export?format=csv")]
    [InlineData("/jobs")]
    [InlineData("/health")]
    [InlineData("/hangfire")]
    [InlineData("/stills/1/blurred")]
    [InlineData("/stills/1/full")]
    [InlineData("/media/1/original")]
    [InlineData("/media/1/viewing-copy")]
    public async Task EveryRoute_NotSignedIn_LeadsToSignIn(string path)
    {
        using var stranger = new PageClient(demo.Monitor.Origin);
        // Hostile input 38: forged headers change nothing.
        foreach (var headers in new (string, string)[][] { [], [("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Real-IP", "127.0.0.1")] })
        {
            var answer = await stranger.GetAsync(path, headers);
            Assert.Equal(302, answer.Status);
            Assert.StartsWith(demo.Monitor.Origin + "/sign-in", answer.Headers["Location"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/search?q=x")]
    [InlineData("/api/posts/M-000001")]
    [InlineData("/api/openapi.json")]
    public async Task Api_NotSignedIn_Answers401(string path)
    {
        using var stranger = new PageClient(demo.Monitor.Origin);
        Assert.Equal(401, (await stranger.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    public async Task EveryRoute_UnderAnotherName_IsRefused(string host)
    {
        using var stranger = new PageClient(demo.Monitor.Origin);
        foreach (var path in new[] { "/", "/sign-in", "/site.css", "/api/search" }) Assert.Equal(400, (await stranger.GetAsync(path, ("Host", host))).Status);
    }

    [Fact]
    public async Task FirstAccountLink_UsedAlready_MakesNoSecondAccount()
    {
        using var stranger = new PageClient(demo.Monitor.Origin);
        var path = new Uri(demo.UsedLink).PathAndQuery;
        Assert.DoesNotContain("id=\"password\"", (await stranger.GetAsync(path)).Text, StringComparison.Ordinal);
        var answer = await stranger.PostAsync("/sign-in", "/first-account", ("token", path.Split("token=")[1]), ("name", "second"), ("password", PageClient.Password), ("again", PageClient.Password));
        Assert.Equal(200, answer.Status);
        Assert.Contains("does not work", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cookies_OfASession_AreHostBoundStrictAndSecure()
    {
        var session = demo.Pages.SetCookies.Where(line => line.StartsWith("__Host-monitor=", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(session);
        Assert.All(demo.Pages.SetCookies, line =>
        {
            Assert.StartsWith("__Host-", line, StringComparison.Ordinal);
            foreach (var part in new[] { "secure", "samesite=strict", "httponly", "path=/" }) Assert.Contains(part, line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", line, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Form_WithoutItsAntiforgeryField_IsRefused()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, demo.Monitor.Origin + "/jobs?handler=retryAll") { Content = new FormUrlEncodedContent([]) };
        Assert.Equal(400, (await demo.Pages.SendAsync(message)).Status);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\tevil")]
    public async Task Language_ForeignWayBack_StaysHere(string back)
    {
        var answer = await demo.Pages.GetAsync("/language/en?back=" + Uri.EscapeDataString(back));
        Assert.Equal((302, "/"), (answer.Status, answer.Headers["Location"]));
    }

    [Theory]
    [InlineData(60_000, '(')]
    [InlineData(1_001, 'a')]
    [InlineData(33, '(')]
    public async Task Search_QueryBeyondItsBounds_IsRefusedInWords(int count, char what)
    {
        var query = new string(what, count);
        Assert.Equal(2, await RunSearchAsync(query));
        // A longer one does not fit into a request's first line.
        if (count < 8000) Assert.Contains("class=\"problem\"", (await demo.Pages.GetAsync("/?q=" + Uri.EscapeDataString(query))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FiveThousandOrs_IsRefusedAndTheProcessLives()
    {
        Assert.Equal(2, await RunSearchAsync(string.Join(" OR ", Enumerable.Repeat("a", 5000))));
        Assert.Equal(200, (await demo.Pages.GetAsync("/")).Status);
    }

    private async Task<int> RunSearchAsync(string query) => (await demo.RunAsync("search", query)).Code;
}
