using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Review;

namespace Monitor.App.Accounts;

/// <summary>What a page or a route asks of an account.</summary>
public static class Policies
{
    public const string ReadCases = "read-cases", Review = "review", Lead = "lead", ReadAudit = "read-audit", Administer = "administer", ReadCoverage = "read-coverage", SignedIn = "signed-in";

    /// <summary>What no policy opens is closed to everybody.</summary>
    public static void Add(AuthorizationBuilder authorization) => authorization
        .AddPolicy(ReadCases, policy => policy.RequireRole(Roles.Reader, Roles.Analyst, Roles.Lead))
        .AddPolicy(Review, policy => policy.RequireRole(Roles.Analyst, Roles.Lead))
        .AddPolicy(Lead, policy => policy.RequireRole(Roles.Lead))
        .AddPolicy(ReadAudit, policy => policy.RequireRole(Roles.Auditor))
        .AddPolicy(Administer, policy => policy.RequireRole(Roles.Administrator))
        .AddPolicy(ReadCoverage, policy => policy.RequireRole(Roles.Reader, Roles.Analyst, Roles.Lead, Roles.Administrator))
        .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build());

    /// <summary>The eyes with which this account reads.</summary>
    public static Viewer ViewerOf(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Lead) ? new Viewer(2) : user.IsInRole(Roles.Analyst) ? new Viewer(1) : user.IsInRole(Roles.Reader) ? new Viewer(0) : Viewer.Nobody;

    /// <summary>Through whose eyes an export is made: what is withheld from export is in none, whoever makes it.</summary>
    public static Viewer ForExport(Viewer viewer) => viewer with { Clearance = Math.Min(viewer.Clearance, (int)Confidentiality.Restricted) };

    public static bool MayReview(ClaimsPrincipal user) => user.IsInRole(Roles.Analyst) || user.IsInRole(Roles.Lead);

    /// <summary>Who writes, as the archive knows it.</summary>
    public static Actor ActorOf(ClaimsPrincipal user) => new(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));
}
