using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel(SignInManager<Account> signIn, AuditLog audit) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            var actor = Policies.ActorOf(User);
            await signIn.SignOutAsync();
            await audit.WriteAsync(actor, AuditAction.SignedOut, "account", actor.Id, "", cancellationToken);
        }

        return LocalRedirect("/sign-in");
    }
}
