using System.Net;
using System.Text.RegularExpressions;

namespace Monitor.App.Tests.Setting;

/// <summary>A browser without JavaScript and without pictures: follows no redirect, keeps cookies by hand because they are marked as secure.</summary>
internal sealed partial class PageClient(string origin) : IDisposable
{
    private readonly Dictionary<string, string> cookies = [];
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Every Set-Cookie line so far.</summary>
    public List<string> SetCookies { get; } = [];

    public const string Name = "founder", Password = "four words nobody guesses";

    public async Task<PageAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(origin), path)), headers);

    /// <summary>Loads the form's page for its antiforgery field, then sends the form.</summary>
    public async Task<PageAnswer> PostAsync(string formPage, string target, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("form", await FieldOfAsync(formPage))).Select(pair => new KeyValuePair<string, string>(pair.Item1, pair.Item2));
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(origin), target)) { Content = new FormUrlEncodedContent(all) });
    }

    /// <summary>Sends a form with a file to its own page.</summary>
    public async Task<PageAnswer> UploadAsync(string formPage, byte[] file, string name, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (field, value) in fields.Append(("form", await FieldOfAsync(formPage)))) content.Add(new StringContent(value), field);
        content.Add(new ByteArrayContent(file), "file", name);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(origin), formPage)) { Content = content });
    }

    /// <summary>Sends bytes as they are, as a program would.</summary>
    public async Task<PageAnswer> SendBytesAsync(string path, byte[] bytes, string type)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(origin), path)) { Content = content });
    }

    /// <summary>The antiforgery field of the form on that page; empty where it has none.</summary>
    private async Task<string> FieldOfAsync(string formPage) => FieldPattern().Match((await GetAsync(formPage)).Text) is { Success: true } hidden ? WebUtility.HtmlDecode(hidden.Groups[1].Value) : "";

    /// <summary>The codes of this account's app, once it is paired.</summary>
    public AppCodes? App { get; private set; }

    /// <summary>Session and other cookies, to be given to a browser.</summary>
    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public async Task MakeFirstAccountAsync(string link)
    {
        var path = new Uri(link).PathAndQuery;
        var made = await PostAsync(path, "/first-account", ("token", path.Split("token=")[1]), ("name", Name), ("password", Password), ("again", Password));
        Assert.Equal((302, "/two-factor"), (made.Status, made.Headers["Location"]));
        await PairAsync();
    }

    /// <summary>Uses an invitation, and is signed in after it.</summary>
    public async Task UseInvitationAsync(string link)
    {
        var path = new Uri(link).PathAndQuery;
        var made = await PostAsync(path, "/invitation", ("token", path.Split("token=")[1]), ("password", Password), ("again", Password));
        Assert.Equal((302, "/two-factor"), (made.Status, made.Headers["Location"]));
        await PairAsync();
    }

    private async Task PairAsync()
    {
        var page = await GetAsync("/two-factor");
        App = new AppCodes(SecretPattern().Match(page.Text).Groups[1].Value);
        var paired = await PostAsync("/two-factor", "/two-factor", ("code", App.Next()));
        Assert.Equal((302, "/start"), (paired.Status, paired.Headers["Location"]));
    }

    public async Task<PageAnswer> SendAsync(HttpRequestMessage message, params (string Name, string Value)[] headers)
    {
        if (cookies.Count > 0) message.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(pair => pair.Key + "=" + pair.Value)));
        foreach (var (name, value) in headers) message.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(message, CancellationToken.None);
        foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            SetCookies.Add(line);
            var pair = line.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }

        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase);
        return new PageAnswer((int)response.StatusCode, all, await response.Content.ReadAsByteArrayAsync());
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("id=\"secret\">([A-Z2-7 ]+)<")]
    private static partial Regex SecretPattern();

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FieldPattern();
}

/// <summary>An answer as received.</summary>
internal sealed record PageAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    /// <summary>The text with its letters as they are, not as the encoder writes them.</summary>
    public string Words => WebUtility.HtmlDecode(Text);
}
