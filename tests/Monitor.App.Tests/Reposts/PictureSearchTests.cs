using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Reposts;

/// <summary>A picture is found by what it shows, on the page and by the API; what is no picture is refused in words.</summary>
[Collection(DemoTests.Name)]
public sealed class PictureSearchTests(ServedDemo demo)
{
    [Fact]
    public async Task Picture_OfAClip_FindsItsPosts()
    {
        var copies = await demo.CopiesAsync();
        var reader = await demo.ReaderAsync();
        var picture = (await reader.GetAsync($"/stills/{await StillAsync(copies.FirstItem)}/full")).Body;
        var page = await reader.UploadAsync("/pictures", picture, "picture.jpg");
        Assert.Equal(200, page.Status);
        Assert.Contains("the same picture", page.Text, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ of 256 bits differ", page.Text);
        Assert.Contains($"/posts/{copies.First}#still-", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/full", page.Text, StringComparison.Ordinal);
        var answer = JsonDocument.Parse((await reader.SendBytesAsync("/api/pictures", picture, "image/jpeg")).Text).RootElement;
        var nearest = answer.GetProperty("pictures")[0];
        Assert.Equal((copies.FirstItem, "same", false), (nearest.GetProperty("mediaItem").GetInt64(), nearest.GetProperty("likeness").GetString(), nearest.GetProperty("mirrored").GetBoolean()));
        Assert.Equal(copies.First, nearest.GetProperty("posts")[0].GetProperty("number").GetString());
    }

    [Fact]
    public async Task Still_OfAClip_FindsOtherClipsAndNotItself()
    {
        var copies = await demo.CopiesAsync();
        var reader = await demo.ReaderAsync();
        var still = await StillAsync(copies.FirstItem);
        Assert.Contains($"/pictures?still={still}", (await reader.GetAsync("/posts/" + copies.First)).Text, StringComparison.Ordinal);
        var page = (await reader.GetAsync("/pictures?still=" + still)).Text;
        Assert.DoesNotContain($"/posts/{copies.First}#", page, StringComparison.Ordinal);
        Assert.Contains($"/posts/{copies.Repost}#still-", page, StringComparison.Ordinal);
        var answer = JsonDocument.Parse((await reader.GetAsync("/api/pictures?still=" + still)).Text).RootElement;
        Assert.Contains(answer.GetProperty("pictures").EnumerateArray(), found => found.GetProperty("mediaItem").GetInt64() == copies.RepostItem);
        Assert.Equal((404, 404, 400), ((await reader.GetAsync("/pictures?still=999999")).Status, (await reader.GetAsync("/api/pictures?still=999999")).Status, (await reader.GetAsync("/api/pictures")).Status));
    }

    [Fact]
    public async Task Picture_Mirrored_IsFoundAndMarked()
    {
        var copies = await demo.CopiesAsync();
        var reader = await demo.ReaderAsync();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jpg");
        await File.WriteAllBytesAsync(file, (await reader.GetAsync($"/stills/{await StillAsync(copies.FirstItem)}/full")).Body);
        var mirrored = await TestMedia.PictureAsync($"movie={file},hflip");
        File.Delete(file);
        var page = (await reader.UploadAsync("/pictures", mirrored, "picture.jpg")).Text;
        Assert.Matches("256 bits differ · mirrored", page);
        Assert.Contains($"/posts/{copies.First}#still-", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picture_WithTooLittleInIt_IsSaidToTellLittle()
    {
        await demo.CopiesAsync();
        var plain = await TestMedia.PictureAsync("color=c=gray:s=320x240");
        Assert.Contains("too little in it", (await (await demo.ReaderAsync()).UploadAsync("/pictures", plain, "picture.jpg")).Text, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse((await (await demo.ReaderAsync()).SendBytesAsync("/api/pictures", plain, "image/jpeg")).Text).RootElement.GetProperty("tellsLittle").GetBoolean());
    }

    [Fact]
    public async Task Upload_OfWhatIsNoPicture_IsRefusedInWords()
    {
        var reader = await demo.ReaderAsync();
        Assert.Contains("not one of those that are decoded", (await reader.UploadAsync("/pictures", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "picture.png")).Text, StringComparison.Ordinal);
        Assert.Contains("not one of those that are decoded", (await reader.UploadAsync("/pictures", await TestMedia.ClipAsync("testsrc2=s=320x240:r=10", 1), "picture.jpg")).Text, StringComparison.Ordinal);
        Assert.Contains("larger than 40 million pixels", (await reader.UploadAsync("/pictures", await TestMedia.PictureAsync("color=c=red:s=9000x9000"), "picture.jpg")).Text, StringComparison.Ordinal);
        Assert.Contains("larger than 10 MB", (await reader.UploadAsync("/pictures", new byte[11 << 20], "picture.jpg")).Text, StringComparison.Ordinal);
        Assert.Contains("Choose a file", (await reader.UploadAsync("/pictures", [], "picture.jpg")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiUpload_OfWhatIsNoPicture_HasItsStatus()
    {
        var reader = await demo.ReaderAsync();
        Assert.Equal(422, (await reader.SendBytesAsync("/api/pictures", "#EXTM3U\n/etc/passwd"u8.ToArray(), "image/png")).Status);
        Assert.Equal(413, (await reader.SendBytesAsync("/api/pictures", new byte[11 << 20], "image/png")).Status);
        // What a form of another site could send is not taken: there is no endpoint for it, and what has none is closed.
        foreach (var type in new[] { "text/plain", "multipart/form-data", "application/x-www-form-urlencoded" }) Assert.Equal(403, (await reader.SendBytesAsync("/api/pictures", [0xFF, 0xD8, 0xFF], type)).Status);
        // Nor is a form without the page's own field.
        using var content = new MultipartFormDataContent { { new ByteArrayContent([0xFF, 0xD8, 0xFF]), "file", "picture.jpg" } };
        Assert.Equal(400, (await reader.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(demo.Monitor.Origin), "/pictures")) { Content = content })).Status);
    }

    private async Task<long> StillAsync(long item)
    {
        await using var db = demo.OpenDatabase();
        return await db.Keyframes.Where(still => still.MediaItemId == item).OrderBy(still => still.Frame).Select(still => still.Id).FirstAsync();
    }
}
