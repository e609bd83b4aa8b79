using Microsoft.AspNetCore.Mvc;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Declares an error in the form of the older service.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RefusesAttribute : ProducesResponseTypeAttribute
{
    public RefusesAttribute(int status)
        : base(typeof(CompatibleMessage), status) => Description = "What is wrong, in msg";
}
