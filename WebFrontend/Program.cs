// The service with its built-in job kinds.
return await OrleansJobs.WebFrontend.JobServer.Run(args);
