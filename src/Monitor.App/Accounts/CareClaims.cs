using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Monitor.App.Accounts;

/// <summary>Puts what an account chose for its pictures into its session.</summary>
public sealed class CareClaims(UserManager<Account> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Account, IdentityRole>(users, roles, options)
{
    public const string Grey = "grey", HideStills = "hide-stills";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.GreyScale) identity.AddClaim(new Claim(Grey, "true"));
        if (user.HideStills) identity.AddClaim(new Claim(HideStills, "true"));
        return identity;
    }
}
