using System.Security.Claims;
using Monitor.Core.Archive;

namespace Monitor.App.Accounts;

/// <summary>What a page or a route asks of an account.</summary>
public static class Policies
{
    public const string ReadCases = "read-cases";

    public const string Administer = "administer";

    /// <summary>The eyes with which this account searches.</summary>
    public static Viewer ViewerOf(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Lead) ? new Viewer(2) : user.IsInRole(Roles.Analyst) ? new Viewer(1) : user.IsInRole(Roles.Reader) ? new Viewer(0) : Viewer.Nobody;
}
