using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Review;

namespace Monitor.App.Pages;

/// <summary>A page on which people write: what is refused, and what another changed meanwhile, is told on the same page with what was typed.</summary>
public abstract class EditPage : PageModel
{
    /// <summary>Key of the text that says why nothing was written; null where all is well.</summary>
    public string? Problem { get; protected set; }

    protected Viewer Viewer => Policies.ViewerOf(User);

    protected Actor Actor => Policies.ActorOf(User);

    /// <summary>Writes and goes on; where that is refused, shows the page again.</summary>
    protected async Task<IActionResult> WriteAsync(Func<Task<IActionResult>> write, Func<Task<IActionResult>> again)
    {
        // What cannot be read as meant is never taken for something else: a level that is misspelled would be "public".
        if (!ModelState.IsValid)
        {
            Problem = "FormNotUnderstood";
            return await again();
        }

        try
        {
            return await write();
        }
        catch (EditRefusedException refusal) when (refusal.Refusal == EditRefusal.NotThere)
        {
            return NotFound();
        }
        catch (EditRefusedException refusal)
        {
            Problem = "EditRefusal_" + refusal.Refusal;
        }
        catch (Exception meanwhile) when (meanwhile is ChangedMeanwhileException or DbUpdateConcurrencyException)
        {
            Problem = "ChangedMeanwhile";
        }

        Response.StatusCode = Problem == "ChangedMeanwhile" ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        return await again();
    }
}
