using Microsoft.AspNetCore.Mvc;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>Declares that an endpoint can answer a problem of this status, besides those that its parameters declare.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FailsAttribute(int status) : ProducesResponseTypeAttribute(typeof(ProblemDocument), status, ProblemWriter.MediaType)
{
    /// <summary>Declares it of an endpoint.</summary>
    public static void Declare(EndpointBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.Metadata.Add(new FailsAttribute(status));
    }
}
