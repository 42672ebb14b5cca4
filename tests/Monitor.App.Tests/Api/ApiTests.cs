using System.Text.Json;
using System.Text.Json.Nodes;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Api;

/// <summary>The JSON API: what it answers, and that it is described as it is.</summary>
[Collection(DemoTests.Name)]
public sealed class ApiTests(ServedDemo demo)
{
    [Fact]
    public async Task Search_WordOnScreen_GivesThePostsAndTheLabel()
    {
        var answer = await demo.Pages.GetAsync("/api/search?q=" + Uri.EscapeDataString(demo.Word));
        var root = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal((200, 2), (answer.Status, root.GetProperty("total").GetInt32()));
        foreach (var post in root.GetProperty("posts").EnumerateArray())
        {
            Assert.True(post.GetProperty("speechMayBeCoerced").GetBoolean());
            Assert.DoesNotContain(demo.Word, post.GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
            Assert.Contains(demo.Word, post.GetProperty("screen").ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("/api/posts/M-000001", 200)]
    [InlineData("/api/posts/M-999999", 404)]
    [InlineData("/api/posts/..%2f..%2fetc", 404)]
    [InlineData("/api/search?cursor=nonsense", 400)]
    [InlineData("/api/search?cursor=!!!!", 400)]
    [InlineData("/api/search?cursor==", 400)]
    [InlineData("/?c=!!!!", 200)]
    [InlineData("/api/search?sort=newest", 200)]
    [InlineData("/api/search?pageSize=0", 400)]
    [InlineData("/api/search?pageSize=1000", 400)]
    [InlineData("/api/search?sort=nonsense", 400)]
    public async Task Route_GoodAndBad_AnswersWithItsStatus(string path, int status) => Assert.Equal(status, (await demo.Pages.GetAsync(path)).Status);

    [Fact]
    public async Task OpenApi_Description_IsTheSnapshot()
    {
        var described = JsonNode.Parse((await demo.Pages.GetAsync("/api/openapi.json")).Text)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        if (Environment.GetEnvironmentVariable("MONITOR_SNAPSHOT") is { Length: > 0 } file) await File.WriteAllTextAsync(file, described + "\n");
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.json"))).Trim(), described.Trim());
    }
}
