using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;

namespace Monitor.App.Accounts;

/// <summary>Keeps what somebody typed whose session had ended when it was sent: a quarter of an hour of typing makes no request. Given back to the same account alone, on the same browser, after signing in again. In memory,
/// for half a day; files are not kept.</summary>
public sealed class KeptForms(SessionStore sessions, TimeProvider clock)
{
    public const string CookieName = "__Host-monitor-kept", Page = "/kept";

    private const int MostForms = 200, MostOfOne = 3, MostBytes = 2 << 20, MostFields = 2000;
    private const string SessionKeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<string, KeptForm> forms = new(StringComparer.Ordinal);

    /// <summary>Keeps the form of a request that is not signed in any more. False where it is no form, or of nobody who was.</summary>
    public async Task<bool> KeepAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || await OwnerAsync(context) is not { } owner) return false;
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(new FormOptions { ValueLengthLimit = MostBytes, ValueCountLimit = MostFields, MultipartBodyLengthLimit = MostBytes }, context.HttpContext.RequestAborted);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or BadHttpRequestException)
        {
            return false;
        }

        Clear(owner);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var fields = form.Where(field => field.Key != "form").SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? ""))).ToList();
        forms[HashOf(token)] = new KeptForm(owner, request.Path + request.QueryString, fields, form.Files.Count, clock.GetUtcNow());
        context.Response.Cookies.Append(CookieName, token, new CookieOptions { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict });
        return true;
    }

    /// <summary>What this account's browser had sent last; null where nothing is kept for it.</summary>
    public KeptForm? Find(HttpContext http, string accountId) => http.Request.Cookies[CookieName] is { Length: 64 } token && forms.TryGetValue(HashOf(token), out var form) && form.AccountId == accountId && !IsOver(form) ? form : null;

    /// <summary>Whose session the request's cookie was; null where it was nobody's, or somebody ended it.</summary>
    private async Task<string?> OwnerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Options.CookieManager.GetRequestCookie(context.HttpContext, Session.CookieName) is not { Length: > 0 } cookie || context.Options.TicketDataFormat.Unprotect(cookie) is not { } ticket) return null;
        return ticket.Principal.FindFirst(SessionKeyClaim)?.Value is { } key ? await sessions.OwnerOfEndedAsync(key) : null;
    }

    private void Clear(string owner)
    {
        foreach (var (key, _) in forms.Where(pair => pair.Value.AccountId == owner).OrderByDescending(pair => pair.Value.At).Skip(MostOfOne - 1).ToList()) forms.TryRemove(key, out _);
        foreach (var (key, form) in forms) if (IsOver(form)) forms.TryRemove(key, out _);
        foreach (var (key, _) in forms.OrderBy(pair => pair.Value.At).Take(Math.Max(0, forms.Count - MostForms + 1)).ToList()) forms.TryRemove(key, out _);
    }

    private bool IsOver(KeptForm form) => clock.GetUtcNow() - form.At > Life;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

/// <param name="Target">Path and query that it was sent to.</param>
/// <param name="Files">Files that were sent along, and are not kept.</param>
public sealed record KeptForm(string AccountId, string Target, IReadOnlyList<KeyValuePair<string, string>> Fields, int Files, DateTimeOffset At);
