// A silo with the built-in job kinds.
return await OrleansJobs.Silo.Hosting.SiloServer.Run(args);
